"""More words for what the other files name: slang, abbreviations, codes and products. A name that stands there too is
the same concept. Only what is said in operations everywhere belongs here, nothing because one search would find more.
"""

GROUPS = """
deadlock : livelock, lock timeout, lock wait timeout, waiting for lock, lock cycle, ora 00060, 互相等待, 锁超时
filesystem : fsck, e2fsck, superblock, btrfs, zfs, zpool, overlayfs, overlay, overlay2, fuse, tmpfs, remounted,
  remount, mountpoint, mount point, volume mount, pvc, persistent volume claim, 挂载点, 文件句柄
array : raid card, raid controllers, raid rebuild, degraded array, hot spare, filer head, 阵列卡
disk : spindle, sata, sas disk, disk shelf, smart error, disk failure, bad disk, 坏盘, 掉盘, 换盘, 坏道
disk_full : no free space, out of disk space, disk usage 100, df 100, volume full, volume is full, quota on disk,
  inode exhaustion, out of inodes, erofs, 磁盘告急, 磁盘爆, 磁盘爆满, 磁盘不足, 爆盘, 空间满, 没空间, 剩余空间,
  磁盘占满, 打满磁盘, 占满
io_error : io hang, io stall, iops, iops limit, burst balance, high await, disk latency, io 打满, io 高, io 卡, io 夯,
  io 延迟, 磁盘延迟
connection_refused < unreachable : connection refused, econnrefused, connection reset, econnreset, broken pipe, epipe,
  reset by peer, connection closed, connection aborted, hang up, socket hang up, 连接拒绝, 拒绝连接, 连接被拒,
  连接重置, 断连, 断链, 连接中断
timeout : no response, request timed out, read timed out, i o timeout, context deadline, upstream timed out,
  client timeout, took too long, times out, timing out, 接口超时, 请求超时, 响应超时, 超时率, 连接超时
slow : high response time, response times, slow response, slow responses, slowly, throughput dropped, apdex, spinner,
  spinning wheel, loading forever, never loads, keeps loading, endless loading, lagging, 转圈, 加载慢, 一直转,
  加载不出, 打开慢, 反应慢, 特别慢, 性能差, 耗时高, rt 高, rt 飙升
latency : tail latency, p999, latencies, slo, ping spikes, jitter, rt, 响应时间, 延迟高, 高延迟, 时延高
unreachable : no connection, not accessible, inaccessible, unresponsive host, host unreachable, network unreachable,
  cannot access, can't access, does not load, doesn't load, won't load, wont load, cannot open, nothing loads,
  not loading, nothing opens, cannot get to, blackholed, black hole, black holed, 进不去, 进不来, 登不上, 加载不了,
  连不通, 断线, 失联, 联系不上, 打不通, 无法打开, 访问异常, 上不去
outage : p0, sev0, sev1, tits up, borked, hosed, toast, kaput, fubar, bricked, not working, doesn't work,
  stopped working, stopped, fell over, fallen over, flatlined, gone dark, offline, belly up, knocked out,
  knocked offline, dead in the water, 不能用, 用不了, 没法用, 失效, 停服, 停机, 中断服务, 服务中断, 无法使用, 全部挂,
  趴了, 跪了, 炸了, 歇菜, 全挂了, 罢工, 起不来了
errors : erring, error spike, errors spike, error rates, failure rate, success rate dropped, success rate, alarms,
  throwing errors, throws, stack trace, traceback, stacktrace, rejects, rejected, rejecting, rejections, error budget,
  sentry, fault, faults, 4xx, 失败率, 成功率, 成功率下降, 成功率下跌, 报错率, 错误码, 抛异常, 大量报错, 出问题,
  不正常, 告错, 堆栈
http_5xx : 500, 5 xx, 521, 522, 523, 520, internal error, status 500, http 5xx, five hundreds, 五百, 五百多,
  服务器错误, 内部错误, 5xx 错误
crash : coredump, core dumps, core dumped, sigkill, sigbus, assertion failed, assert, aborts, aborted, dying,
  terminates, terminated, terminating, unexpected exit, process died, process exited, evicted, evictions, 进程没了,
  进程挂了, 被杀, 杀掉, 异常退出, 退出, 核心转储, 段错误, 挂掉了
restart : respawn, respawning, relaunch, recreated, recycles, recycled, bouncing, reloaded, cold boot, warm boot,
  power cycled, 重起, 拉起, 重新启动, 重拉
start_failure : not coming up, didn't come up, does not start, doesn't start, does not boot, doesn't boot,
  fails at start, init failed, initialisation failed, initialization failed, bootstrapping, cold start,
  crash on start, 启动报错, 启动不起来, 无法开机, 开不了机, 进不了系统
memory : mem, memory usage, memory pressure, available memory, resident, jvm, jvm heap, metaspace, old gen, full gc,
  gc pause, gc pauses, stop the world, 堆, 内存使用率, 内存高, 频繁 gc, 老年代, 内存告警
oom : oom'd, oomd, killed by kernel, exit 137, sigkill by oom, heap space, java heap space, bad alloc, 内存爆, 内存炸,
  内存不够, 内存吃满, 内存占满, 内存被占满, 被 oom, 被内核杀
memory_leak : leaky, slow leak, memory creep, memory keeps growing, unbounded memory, heap growth, grows until,
  rss climbing, 内存一直涨, 内存持续上涨, 内存缓慢上涨, 内存越来越高, 泄露内存
cpu_high : cpu maxed, cpu maxing, cpu 99, high load average, hot loop, spin, spins, sys time, softirq, cpu steal,
  cpu throttling, cfs throttling, runaway process, 负载飙, 负载飙高, cpu 高, cpu 飙, cpu 飙升, cpu 爆, cpu 满,
  cpu 跑满, cpu 百分百, 使用率 100
hang : hangs forever, deadlocked, not progressing, no progress, jammed, zombie, zombies, d state, uninterruptible,
  blocked threads, stopped responding, does not respond, doesn't respond, 挂起, 没反应, 不响应, 没响应, hang 住,
  卡死了, 阻塞, 卡着, 停住
thread_limit : out of threads, cannot create thread, can't create thread, unable to create new native thread,
  thread exhaustion, threads exhausted, nofile, nproc, eagain, pids limit, conntrack, conntrack table full,
  ephemeral ports, port exhaustion, socket exhaustion, time wait, 端口耗尽, 线程耗尽, 线程打满, 线程池打满, 连接跟踪
null_pointer : typeerror, cannot read property, cannot read properties, attributeerror, null reference, nullpointer,
  segfault on nil, missing field, 空对象, 空引用
infinite_loop : unbounded loop, runaway loop, spinning forever, recursive, stack overflow, never terminates,
  loops endlessly, 无限递归, 栈溢出, 循环引用
race : data race, race window, toctou, ordering bug, out of order, concurrency, 竞争条件, 并发冲突, 乱序
overflow : wrap around, wraps around, rolled over, rollover, underflow, truncation, narrowing, 溢出了, 越界了
id_overflow : maxint, max value, sequence limit, id space, ids ran out, serial column, smallint, mediumint, int4,
  int max, 21亿, 主键溢出, 自增溢出, id 用完, id 用尽, 自增到头, 最大值
database : data base, backend db, db server, db cluster, cockroach, cockroachdb, spanner, tidb, oceanbase, polardb,
  gaussdb, cloud sql, azure sql, aurora, planetscale, crdb, sqlite, h2, 数据库集群, 实例库, 业务库
postgres : postgre, pg bouncer, pgpool, pg stat, wal, wal files, wal segment, checkpoints, psycopg, pgdata, timescale,
  citus
mysql : my sql, mysqld, relay log, gtid, proxysql, mha, orchestrator
nosql : scylladb, couchdb, riak, aerospike, hbase region, tablestore, cosmos, cosmosdb, firestore
redis : redis cluster, redis master, redis slave, keydb, dragonfly, memorystore, redis 集群
cache : cached copies, in memory store, local cache, edge cache, page cache, 缓存层, 本地缓存, 缓存集群
cache_miss : thundering reload, evictions, eviction, evicting, cache flush, flushed cache, cache wiped, cache purge,
  purged cache, cache warmup, warm up, warming, unwarmed, cache refresh, ttl, ttl expired, 击穿, 穿透, 缓存过期,
  缓存清空, 缓存未命中, 回源, 预热, 热点 key
replication : replicas, replicating, repl, mirroring, standby node, read only replica, hot standby, galera node, 复制,
  从节点, 只读实例, 备机, 备节点
replica_lag : lag on replica, slave lag, repl lag, replication delay, replication stopped, replication broken,
  apply lag, 复制中断, 复制延时, 从库延迟, 延迟复制
inconsistency : out of date, outdated, wrong values, wrong numbers, numbers differ, numbers don't match,
  doesn't match, does not match, different number, reconciliation, reconcile, discrepancy, mismatched,
  duplicates and gaps, 数据错乱, 数据不对, 数对不上, 对账, 对账差异, 账对不上, 数据错误, 不同步, 不准, 不一样
failover : fail overs, failing over, switch over, switched over, dr switch, disaster recovery, switched to standby,
  master switch, reelection, vip drift, 倒换, 容灾切换, 切到备, 切流到备, 主从倒换, 切主库, 换主
partition : two masters, two primaries, dual primary, both sides took writes, both took writes,
  both sites took writes, minority, isolated, islanded, 双写冲突, 两个主, 网络隔离
consensus : lost leader, no leader, leaderless, term change, minority partition, election storm, nacos cluster,
  chubby, 失去多数, 没有 leader, 选不出 leader, 多数派
schema_change : backfill, add index, create index, adding index, new column, dropping column, flyway, liquibase,
  alembic, instant ddl, 建索引, 加索引, 大表变更, 改字段, 表变更, ddl 变更, 刷数据
lock : row lock, gap lock, lock queue, waits for lock, waiting for metadata lock, latch, spinlock, futex, 行锁,
  锁冲突, 锁住, 锁争用, 大事务, 长事务, 锁死
connection_pool : pool timeout, hikari, hikaricp, no connections left, out of db connections,
  remaining connection slots, too many clients, max clients, pool is full, connection leak, 连接泄漏, 连接泄露,
  连接打满, 连接数满, 连接池打满, 连接池满, 连接池耗尽, 连接不够
slow_query : n plus 1, missing where, bad join, cartesian, query storm, hash join, query timeout, long queries,
  heavy query, heavy queries, 慢 sql, 慢sql, 大查询, 执行计划, 没走索引, 索引失效
write_blocked : cannot insert, can't insert, insert fails, update fails, saves fail, cannot commit, write errors,
  failing writes, put fails, puts fail, unable to write, readonly mode, read only mode, ro mode, 写入报错, 写入异常,
  写库失败, 无法保存, 保存失败, 提交失败, 保存不了, 存不了, 新增失败
data_loss : vanished, is gone, are gone, all gone, lost everything, missing data, missing records, emptied,
  empty table, blank database, went missing, missing files, files gone, lost messages, messages lost, lost progress,
  unrecoverable, 清零, 全没了, 找不到数据, 数据没有了, 记录丢失, 消息丢失, 空了, 数据不见, 回档, 丢单
deletion : nuked, nuke, blew away, blown away, trashed, dropped the, unlink, unlinked, decommissioned, decom,
  deprovisioned, terminated instances, torn down, teardown, uninstalled, cleared, expunged, 删光, 清掉, 清库, 抹掉,
  下线, 卸载, 销毁
backup : dumps, pg basebackup, barman, velero, cold backup, hot backup, recover from backup, 回滚数据, 冷备, 备份恢复,
  找回
corruption : corrupting, garbage, gibberish, nonsense, crc, crc mismatch, checksum mismatch, bit rot, malformed,
  mangling, unreadable, mojibake, encoding, utf 8, unicode, charset, 数据坏, 乱码了, 校验失败, 校验和
shard : hot shard, shard key, partition key, hot partition, rebalancing, rebalance, chunk migration, region split,
  热分片, 倾斜, 数据倾斜, 分区
queue : nats, activemq, rocketmq, eventbridge, service bus, sns, amqp, message broker, mailbox queue, dlq,
  dead letter, dead letter queue, redrive, 消息中间件, 死信, 死信队列
kafka : kafka broker, brokers, under replicated, isr, consumer rebalance, offset, offsets, offset reset, rocketmq,
  消费组, 消费位点
backlog : queue depth, queue length, queue growing, queue is growing, queue keeps growing, consumer lag,
  messages behind, not draining, not consumed,
  lagging behind, unprocessed, stuck messages, pile of messages, waiting in queue, waiting very long, 消费延迟,
  消费慢, 不消费, 消费不动, 消息堆积, 队列积压, 排长队, 消化不了
duplicates : dupes, dupe, double processing, sent twice, processed twice, idempotency, idempotent, at least once,
  replays, replayed, retried twice, times in a row, several times, 重复消费, 重复推送, 重复发送, 重复下单, 幂等,
  好几次, 多条, 反复收到
worker : consumers, job processor, executor, executors, spark job, airflow, airflow dag, dag, etl, etl job, dbt,
  quartz, xxl job, 调度, 调度任务, 跑批, 批处理, 消费端, 作业
cron : timer job, periodic job, nightly job, hourly job, daily job, run overlapped, jobs overlap, overlapped, 定时,
  定时器, 夜间任务, 凌晨任务, 计划任务
retries : retry amplification, retried forever, hammering, hammers, hammered with retries, resends, resend, no jitter,
  circuit breaker, breaker open, circuit open, backpressure, load shedding, shed load, hystrix, sentinel rules,
  一直重试, 不停重试, 无限重试, 重试放大, 重试打爆, 熔断, 降级, 背压
flood : inundated, deluge, avalanche of, flood of, burst of, spam of requests, request flood, swamp, drowning,
  drowned, overloading, 狂刷, 刷接口, 爬虫, 刷爆, 大量请求, 请求暴增, 狂打, 打崩, 打死, 冲击
cascade : knock on effect, ripple, rippled, brought down everything, dragging down, drags down, takes everything down,
  domino effect, whole chain, 拖挂, 带崩, 级联故障, 连带, 链路雪崩, 牵连, 多米诺, 依次挂
metastable : can't recover, does not recover, doesn't recover, recovers and dies, comes back and dies,
  up and down every, falls over again, 恢复又挂, 起来又挂, 好了又挂
traffic_surge : spike in traffic, traffic spikes, sudden load, sudden traffic, hug of death, promo,
  promotion campaign, campaign, flash sale, marketing push, sale event, launch traffic, rush hour, monday rush,
  back to work, cyber monday, singles day, 双十一, 双11, 618, 秒杀, 抢购, 抢票, 开售, 活动流量, 流量洪峰, 流量尖峰,
  流量上涨, 流量翻倍, 访问量暴增, 请求量, 暴增, 涌入, 上班高峰, 晚高峰, 节后, 开工, 复工
holiday : holidays season, easter, thanksgiving, chinese new year, lunar new year, first day back, back from holiday,
  节后第一天, 年后第一天, 除夕, 小长假, 长假, 五一, 元旦假期
load : overloads, too many requests, heavy traffic, high traffic, heavily loaded, strain, buckling, saturating, 压垮,
  顶不住, 抗不住, 承受不住, 压不住, 高并发, qps, tps, qps 高, 压测
capacity : scaling limits, out of capacity, insufficientinstancecapacity, insufficient capacity, resource exhaustion,
  resources exhausted, overcommitted, over committed, undersize, right sizing, rightsized, instance type,
  vertical scaling, 规格太小, 规格不够, 资源耗尽, 资源不够, 容量评估, 撑爆, 扛不动
downsizing : downsizing, downsize, finops, cost cutting, smaller nodes, fewer nodes, reduced capacity, 降规格, 缩规格,
  节约成本, 缩了
autoscaling : asg, auto scale, auto scaled, scales, scaling, scale up event, cluster autoscaler, karpenter, keda,
  spot reclaimed, spot instances, spot termination, 自动伸缩, 伸缩组, 扩不出来, 扩容失败, 扩了机器, 加机器, 自动扩容
rate_limit : throttled requests, slow down error, requestlimitexceeded, api rate, rate exceeded, qps limit, 限速,
  被限流, 触发限流, 限频
quota : out of quota, quota exhausted, resource exhausted, resource_exhausted, monthly limit, budget exhausted,
  配额用完, 配额不足, 额度用完, 超配额
kubernetes : kube proxy, kube api, kube apiserver, apiserver, control plane upgrade, namespace, replicaset,
  statefulset, argo, argocd, ingress controller, node not ready, notready, pod eviction, crd, admission webhook,
  rancher, tke, ack cluster, k3s, 节点不可用, 节点异常
container : docker daemon, runc, cri, oci image, base image, sidecar, podman, lxc, 容器组, 容器化
image_missing : imagepull, pull access denied, manifest unknown, tag not found, ami, ami missing, image deleted,
  images deleted, deleted image, image gone, 镜像丢失, 镜像不存在, 镜像拉取失败, 拉镜像失败, 镜像没了
vm : vms down, kvm, vsphere, esxi, xen, proxmox, spot vm, instances, cvm, ecs, 云服务器, 宿主机, 母机
host : servers, metal, blades, blade, appliance, fleet, worker node, master node, hostname, 宿主, 物理服务器, 业务机
hardware : psu, power supply, motherboard failure, backplane, nic failure, network card, gpu, gpus, cpu fault,
  cooling fan, fan failure, bmc, ipmi, raid battery, silicon, faulty part, 网卡, 电源模块, 显卡, 风扇, 背板, 硬件故障,
  内存条
network : net, lan, wan link, network fabric, fabric, spine, leaf, mtu, arp, dhcp, vxlan, overlay network,
  ip conflict, 网段, 链路, 网线, 网络异常, 网络故障, 光模块, 断网了, 网络抖动
packet_loss : dropped packets, drops packets, loss rate, lossy link, packet drops, retransmission, retransmissions,
  tcp retransmit, mtr shows loss, 丢包严重, 重传, 丢包高, 网络丢包
congestion : link full, uplink full, uplink saturated, port saturated, pipe saturated, maxing out the link,
  link saturated, tx drops, 链路打满, 出口打满, 专线打满, 带宽不足, 流量跑满, 带宽跑满
routes : bgp session, bgp sessions, bgp peer, bgp neighbor, autonomous system, asn, as number, anycast, next hop,
  static route, rib, isis, eigrp, 路由抖动, 路由泄露, 路由表项, bgp 邻居, 邻居中断
route_withdrawn : no longer announced, not announced, not advertised, stopped advertising, routes missing,
  prefix gone, routes vanished, unreachable from outside, 路由没了, 路由被撤, 公网不可达, 外网不可达, 公网全断
fiber : backhoe, excavator, dwdm, wavelength, optics, transceiver, sfp, long haul fiber, line cut, cable damaged,
  sea cable, 光衰, 光路, 光缆中断, 光纤断, 挖断光缆, 海缆, 裸纤, 波分
isp_carrier : upstream isp, broadband, mobile network, mobile operator, telecom operator, sprint, t mobile, vodafone,
  comcast, level3, ntt, cogent, at&t, att, 三大运营商, 运营商侧, 宽带
dns : name servers down, zone file, dnssec, a record, dns record, delegation, registrar, domain expired, ns record,
  ns records, ttl, 域名系统, 权威, 域名服务器, 解析记录
dns_failure : cannot be resolved, can't resolve, cant resolve, can't be resolved, does not resolve, doesn't resolve,
  no such host, nodename nor servname, enotfound, getaddrinfo, temporary failure in name resolution,
  name not resolved, unresolvable, dns broken, dns down, eai again, can't look up, cannot look up, 解析异常, 解析挂了,
  域名打不开, 找不到主机, 解析不出来, 解析超时
tls : tls handshake, ssl handshake, sni, certificate chain, unknown authority, verify failed, verification failed,
  self signed, 握手报错, 握手异常, ssl 错误, tls 握手
certificate : acme, certbot, let's encrypt, ca, root certificate, intermediate certificate, client certificate,
  keystore, truststore, wildcard cert, 证书链, 中间证书, 证书链不完整, 客户端证书
cert_expired : cert expiry, certificate expiry, expired certs, certs expired, cert has lapsed, not yet valid,
  not valid, validity, invalid certificate, certificate invalid, cert invalid, x509 error, renew certificate,
  cert renewal, certificate renewal, 证书失效, 证书到期了, 证书过期了, 没续, 证书没续, 证书更新, 续签
load_balancer : ingress lb, gslb, gtm, ltm, target group, targets unhealthy, backend pool, backend set, upstream pool,
  lvs, keepalived vip, nlb target, 均衡, 四层, 七层, 后端池
proxy : reverse proxies, openresty, kong, apisix, caddy, linkerd, envoy sidecar, gateways, mesh, 网关层, 接入层, 转发
cdn : cdn node, origin, origin pull, edge caching, purge, cdn purge, edgio, 边缘缓存, cdn 节点, 源站
edge : pops, edge pop, edge site, border, border router, perimeter, 边界, 接入点
firewall : fw, fw rule, security rules, security groups, nsg, ufw, firewalld, pf, palo alto, fortinet,
  checkpoint firewall, allowlist, whitelist, ip allowlist, blocked traffic, traffic blocked, 白名单, 防火墙规则,
  访问策略, 拦截, 被拦截, 封禁
"""
