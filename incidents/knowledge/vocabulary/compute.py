"""Processes, hosts, containers, builds, and the machines' surroundings."""

GROUPS = """
crash < outage : crash, crashes, crashed, crashing, dies, died, die, segfault, sigsegv, segmentation fault, core dump,
  abort, sigabrt, panic, panics, panicked, fatal error, bugcheck, falls over, falling over, exits, killed, exit code,
  崩, 崩溃, 闪退, 挂死, 进程退出
panic < crash : panic, panics, panicked, goroutine, recover, unrecovered panic, unwrap
crash_loop < crash restart : crash loop, crashloop, crashloopbackoff, crash looping, keeps crashing,
  restarting forever, restart loop, boot loop, dies again, every minute, keeps restarting, keep restarting,
  crashes repeatedly, 反复重启, 不断重启, 一直重启, 循环重启, 频繁重启, 一直崩
restart : restart, restarts, restarted, reboot, reboots, rebooted, rebooting, power cycle, reset, resets, bounce,
  bounced, 重启, 复位
null_pointer < crash code_bug : null pointer, nil pointer, nil dereference, null dereference, npe,
  nullpointerexception, undefined is not, none type, nonetype, nullreferenceexception, null, nil, empty fields,
  blank fields, 空指针, 空值
memory : memory, ram, heap, rss, swap, swapping, page faults, garbage collection, gc, 内存, 堆内存
oom < memory crash : oom, oomkilled, oom killed, oom killer, out of memory, ran out of memory, memory exhausted,
  exit code 137, 137, outofmemoryerror, cannot allocate memory, enomem, ooming, out of ram, 内存不足, 内存溢出,
  爆内存, 内存耗尽, 内存打满
memory_leak < memory : memory leak, leaks memory, leaking memory, leaked memory, leaking, leak, memory growing,
  memory climbing, rss growing, 内存泄漏, 内存泄露, 内存上涨
swap_thrash < memory slow : swapping, swap, thrashing, page faults, paging to disk
cpu : cpu, processor, load average, cores, compute, 处理器, 算力
cpu_high < cpu load : cpu pegged, cpu 100, cpu at 100, 100 cpu, high cpu, cpu saturated, cpu spike, cpu pinned,
  spinning, spun, busy loop, pegged, maxed cpu, cpu exhausted, cpu 打满, 打满, 飙高, 飙满, 跑满
infinite_loop < cpu_high code_bug : infinite loop, endless loop, loops forever, while true, stuck in a loop,
  recursion, 死循环, 无限循环
regex < code_bug : regex, regexp, regular expression, backtracking, redos, expression, 正则, 正则表达式, 回溯
thread_limit < limit : thread limit, too many threads, max threads, threads, thread pool, ulimit, file descriptors,
  too many open files, emfile, fd limit, pid limit, os limit, kernel limit, 线程, 线程数, 线程池, 句柄, 文件句柄
hang : hang, hangs, hung, hanging, freeze, freezes, frozen, froze, stuck, stalled, stalls, stall, unresponsive,
  locked up, wedged, not responding, blocked, standstill, ground to a halt, 卡住, 卡死, 无响应, 假死, 夯住, 僵死, 挂死
kernel < host : kernel, linux kernel, operating system, os, kernel panic, syscall, systemd, networkd, 内核, 操作系统
os_upgrade < upgrade host : unattended upgrade, unattended upgrades, os upgrade, os patch, apt upgrade, auto upgrade,
  automatic upgrade, security update, patching, os update, reimaged, reinstalled, reimage, 系统升级, 系统更新,
  自动更新, 重装
host : host, hosts, server, servers, machine, machines, box, boxes, node, nodes, bare metal, instance, instances,
  服务器, 机器, 主机, 节点, 实例, 物理机
vm < host : vm, vms, virtual machine, virtual machines, ec2, gce, droplet, hypervisor, guest, openstack, vmware,
  虚拟机, 云主机
container : container, containers, docker, containerd, image, pod, pods, dyno, dynos, sandbox, cgroup, 容器, 镜像,
  沙箱
kubernetes < container : kubernetes, k8s, kube, kubelet, pod, pods, node pool, eks, gke, aks, openshift, helm,
  cluster upgrade, cni, calico, cilium, container orchestration, daemonset, deployment controller, 集群, 容器集群
pod_network < kubernetes network : pod networking, cni, calico, cilium, flannel, route reflector, pods cannot talk,
  lost networking, nodes lost network, service mesh network, pod 网络, 容器网络, 网络不通
start_failure : won't start, wont start, cannot start, can't start, failed to start, fail to start, could not boot,
  cannot boot, won't boot, wont boot, would not start, stuck starting, not starting, come up, won't come up, startup,
  start up, boot, booting, cannot come up, would not come up, would not boot, start sequence, 起不来, 启动失败,
  无法启动, 启动不了, 拉不起来, 没起来
image_missing < container : image missing, image not found, imagepullbackoff, errimagepull, base image, missing image,
  pull image, vm image, machine image, 找不到镜像, 镜像被删, 基础镜像, 拉不到镜像
app_platform < container : heroku, paas, app platform, dyno, dynos, app runtime, cloud foundry, app engine, lambda,
  serverless
ci : ci, build, builds, build queue, pipeline jobs, jenkins, travis, gitlab runner, github actions, build agents,
  build server, ci platform, buildkite, teamcity, circleci, specs, test suite, 持续集成, 构建, 流水线, 编译
tests_harm < ci deletion : test suite, unit tests, ran specs, tests ran against, integration tests, tests wiped,
  测试用例, 跑测试
deploy < change : deploy, deploys, deployed, deployment, rollout, rolled out, roll out, release, released, ship,
  shipped, push to production, new version, go live, canary, 发布, 上线, 部署, 发版, 灰度
rollback : rollback, rolled back, roll back, revert, reverted, undo, undid, back out, withdrew, downgrade,
  restore previous, 回滚, 回退, 撤回
rollback_failed < rollback : rollback broken, rollback failed, rollback made, revert made it worse, cannot roll back,
  rollback also, 回滚失败
partial_deploy < deploy : missed the deploy, one server missed, one host, old binary, old code, stale version,
  mixed versions, version skew, left out, partial deploy, only some machines, one box, remaining one,
  reached only some, 漏发, 版本不一致
change : change, changed, changes, changing, modification, edit, edited, update, updated, tweak, maintenance, 变更,
  改动, 修改, 更新, 维护, 操作
maintenance < change : maintenance, maintenance window, planned work, scheduled maintenance, repair work, 维护, 割接,
  计划内
migration_move < change : cloud migration, data center move, platform move, move to cloud, cutover, cut over,
  migrating, mid migration, migration weekend, live migration, live migrated, host migration, 迁移, 搬迁, 上云, 热迁移
upgrade < change : upgrade, upgraded, upgrades, upgrading, version bump, patch, patched, package update, new kernel,
  update, 升级, 补丁
config_change < change config : config change, configuration change, config push, config rollout, config deploy,
  settings change, configuration rollout, pushed config, bad config, wrong setting, misconfig, config typo,
  config error, misconfigured, misconfiguration, 配置变更, 改配置, 配置下发, 配置推送, 配置错误, 错误配置, 坏配置,
  配错, 推错
config : config, configs, configuration, setting, settings, parameter, parameters, yaml, env var,
  environment variable, environment variables, env vars, configmap, config file, feature file, 配置, 参数, 设置,
  配置中心, 环境变量
env_vars < config : env var, env vars, environment variable, environment variables, 环境变量
typo_error < human_error : typo, mistyped, typed, fat finger, fat fingered, wrong argument, wrong parameter,
  wrong order, mistake, mistakenly, 敲错, 输错, 写错, 手滑
human_error : human error, operator error, operator, by accident, accidentally, by mistake, mistake, mistyped,
  wrong button, wrong command, wrong flag, wrong ids, somebody ran, someone ran, tired, admin mistake, oops, careless,
  fat finger, manual mistake, 误操作, 人为, 手误, 误执行, 误, 手工
wrong_target < human_error : no target, wrong host, wrong environment, ran against production, against prod, on prod,
  production connection, all servers, every server, in production, defaulted to all, on the wrong, against production,
  误对生产, 生产环境, 对线上, 在生产
script < automation : script, scripts, tool, command, playbook, runbook command, shell script, bash script, tooling,
  脚本, 工具, 命令
automation : automation, automated, automatic, automatically, controller, orchestrator, terraform, ansible, puppet,
  chef, agent rollout, infrastructure as code, 自动化, 自动, 运维进程, 运维脚本
cleanup_job < automation deletion : cleanup, clean up, cleanup job, cleanup script, garbage collector, retention,
  purge job, stopped cleanup, reaper, prune, ttl job, zombie vms, stale vms, leaked vms, 清理任务, 清理脚本, 定时清理,
  清理
autoscaling : autoscaler, autoscaling, auto scaling, scale up, scale out, scaled up, scaling activity,
  adding capacity, scale down, scale in, hpa, scaling event, cannot scale, stops scaling, 扩容, 缩容, 弹性伸缩,
  自动扩缩容
client_bug : client, clients, sdk, client library, mobile app, desktop client, app version, 客户端
browser : browser, browsers, chrome, firefox, safari, edge browser, frontend javascript, page loads, tab, 浏览器
frontend_ui : ui, frontend, front end, page, pages, console, dashboard, screen, white screen, white screens,
  blank page, editor, javascript, react, component, 前端, 页面, 控制台, 白屏, 界面
extension : extension, extensions, plugin, plugins, add on, add ons, addon, addons, 插件, 扩展
keyboard_input < frontend_ui : keyboard, cannot type, can't type, cant type, cannot be typed, letter, character,
  shortcut, keypress, input method, key handling, 输入, 打不出字, 键盘, 字符
windows : windows, bsod, blue screen, blue screens, bluescreen, winlogon, windows update, active directory, 蓝屏
bsod < windows crash : bsod, blue screen, blue screens, bluescreen, stop error, 蓝屏
endpoint_agent < security_tools : endpoint agent, antivirus, anti virus, edr, crowdstrike, defender, falcon,
  security agent, sensor, 杀毒, 杀软, 安全软件, 终端防护
agent : agent, agents, daemon, collector, exporter, sidecar agent, 探针, 采集
dependency : dependency, dependencies, downstream, upstream, third party, vendor, supplier, provider, library,
  external service, partner, depends on, 依赖, 下游, 上游, 第三方, 供应商, 厂商, 服务商
library < dependency : library, libraries, gem, npm module, package version, third party library, transitive, 库文件,
  类库
version_pinning < dependency : version pinning, pinned, unpinned, upstream package, breaking change, package pulled,
  breaking, no longer present, incompatible, changed response, altered without notice, silently changed, deprecated,
  java version, 版本不兼容, 不兼容
cascade < outage : cascade, cascades, cascading, cascading failure, domino, knock on, avalanche, snowball,
  chain reaction, spread, took down, pulled down, 雪崩, 级联, 连锁, 拖垮, 拖住, 拖死
retries < flood : retry, retries, retrying, retry storm, retry loop, exponential backoff, backoff, no backoff,
  resubmit, retried, 重试, 重试风暴, 疯狂重试, 退避, 指数退避
metastable < retries : keeps it down, cannot recover, never recovers, still down after, stays down, won't recover,
  恢复不了, 起不来, 一直恢复不了
code_bug : bug, defect, latent bug, regression, race, race condition, logic error, code bug, software bug, unhandled,
  unguarded, side effect, off by one, 缺陷, 逻辑错误, 竞态, 程序错误
race < code_bug : race, race condition, double free, use after free, concurrency bug, 竞态, 并发问题
memory_safety < code_bug memory : buffer overrun, buffer overflow, double free, use after free, out of bounds,
  overran buffer, pointer, heap corruption, reads out of bounds, memory reuse, memory contents, 缓冲区溢出, 越界
bad_file : malformed, invalid, corrupt file, bad file, faulty file, faulty content, oversized, parse error,
  could not parse, unparsable, bad upload, bad data push, data update, data push, content update, garbage data,
  格式错误, 非法, 坏文件
blocklist : block list, blocklist, blacklist, denylist, safe browsing, flagged, flagged as harmful, malware warning,
  marked as malware, false positive, 黑名单, 误报, 误判
feature_flag : feature flag, feature flags, flag, flags, toggle, toggles, switch on for everyone, launchdarkly,
  kill switch, ab test, targeting, 开关, 特性开关
feature_launch < change : feature enabled, new feature, launched feature, launch, 新功能, 新特性
leap : leap second, leap seconds, leap day, leap year, february 29, feb 29, 29 february, clock stepped, 闰秒, 闰年,
  闰日
time_bug : clock, ntp, timestamp, timestamps, midnight, new year, nye, utc, daylight saving, dst, time sync,
  clock skew, year, y2k, timer, timers, clock drift, 时钟, 时间戳, 跨年, 零点, 夏令时, 元旦
power : power, electricity, utility, ups, generator, generators, genset, gensets, feed, feeds, transformer, breaker,
  mains, battery, batteries, pdu, electrical, power cut, power loss, 电力, 供电, 断电, 停电, 掉电, 发电机, 电源, 市电,
  柴发
generator < power : generator, generators, genset, gensets, backup power, diesel, standby power, 发电机, 柴发, 油机
power_outage < power outage : power outage, power failure, no power, lost power, lost electricity, power cut,
  loses power, without electricity, no electricity, 断电, 停电, 掉电, 电力抖动, 电力中断, 没电
grid < power : grid, power grid, transmission lines, substation, national grid, electric utility, 电网
weather : storm, storms, thunderstorm, lightning, severe weather, hurricane, flood water, strikes, rain, heat wave,
  heatwave, snow, 雷击, 雷暴, 台风, 暴雨, 打雷
cooling : cooling, coolers, cooler, chiller, hvac, ac units, air conditioning, aircon, overheating, overheat,
  temperature, hot aisle, too hot, thermal, heat wave, heatwave, 空调, 制冷, 温度, 过热, 高温, 温度过高
datacenter : datacenter, datacenters, data center, data centre, dc, dcs, data hall, colo, colocation, facility,
  facilities, rack, racks, cage, 机房, 数据中心, 机柜
hardware : hardware, firmware, controller, chip, motherboard, dimm, component failure, faulty hardware, ecc,
  replaced modules, bios, 硬件, 固件, 主板
memory_hw < hardware corruption : ecc, bit flip, bit flips, memory module, dimm, processor cache, error correction,
  位翻转
arithmetic < code_bug : division, divide, quotient, wrong result, wrong results, rounding, floating point,
  calculation, miscalculated, computed wrong, conversion, unit, units, imperial, metric, newton, inaccurate, 计算错误,
  单位, 精度
watchdog < restart : watchdog, reset loop, resets itself, periodic resets, 看门狗
priority_inversion : priority inversion, priority inheritance, low priority task, mutex held, real time os, rtos,
  优先级反转
embedded : device, devices, firmware, embedded, rover, lander, probe, spacecraft, satellite, satellites, rocket,
  guidance, flight, receiver, iot, 设备, 卫星, 火箭, 航天
navigation : gps, position, positions, navigation, orbit, orbital, orbiter, location fix, glonass, beidou, 定位, 导航
aviation : aircraft, airline, flight, passenger, passengers, loadsheet, load sheet, plane, weight and balance,
  boarding, 航班, 飞机, 乘客
single_point < dependency : single point of failure, single site, depend on one site, only there, lives only there,
  one site, one dc, spof, 单点, 单机房
process_manager : supervisor, systemd unit, pacemaker, cluster manager, keepalived, corosync, orchestrator, 集群管理
concurrency_users < load : concurrent users, concurrent players, users online, simultaneous, signups, record users,
  players online, 同时在线, 并发, 在线人数, 并发玩家
game : game, games, gaming, player, players, matchmaking, guild, inventory, inventories, loot, gold, character,
  currency, launcher, 游戏, 玩家, 匹配, 道具
slow_path : bulk edit, slow path, takes forever to apply, did not take effect, not propagated, propagation,
  not applied, 不生效, 未生效
silent_monitoring < monitoring : no alerts, no warnings, no alarms, silent alarm, alarm system, alerts misconfigured,
  monitoring blind, no warning, unnoticed, blind, cannot see dashboards, can't see any dashboards, 没有告警, 没报警,
  监控没有
monitoring : monitoring, alerting, alerts, alert, alarm, alarms, observability, telemetry, metrics, datadog, grafana,
  tracing, logs, notifications, pager, pagerduty, on call notification, 监控, 告警, 报警, 指标, 日志, 值班通知
logging : log, logs, logging, log files, logging channel, syslog, logger, 日志
status_page : status page, status site, statuspage, 状态页
no_change : nothing was deployed, nothing changed, no changes, no deploy, without a deploy, nobody touched, 没有变更,
  没发布, 没动过
"""
