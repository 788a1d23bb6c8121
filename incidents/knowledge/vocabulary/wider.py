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
backlog : queue depth, queue length, queue growing, consumer lag, messages behind, not draining, not consumed,
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
attack : under attack, being attacked, brute force, bruteforce, credential stuffing, scraping, scraper, bot traffic,
  bots, threat actor, intruders, compromised, pwn, 撞库, 暴力破解, 恶意请求, 恶意流量, 攻击流量
ddos : dos, layer 7 attack, l7 attack, http flood, slowloris, volumetric, packets per second, mpps, gbps attack,
  reflected, reflection, amplified, carpet bombing, 洪水攻击, cc 攻击, cc攻击, ddos 攻击, 大流量攻击, 黑洞, 高防
malware : rootkit, cryptominer, coin miner, mining malware, cryptojacking, stealer, infostealer, keylogger, webshell,
  trojaned, 挖矿, 挖矿木马, 后门, 中毒, 勒索病毒
extortion : ransom note, ransom demand, encrypted our files, demanding money, pay or, threatens, 勒索信, 索要, 比特币
credentials : creds, service account, service account key, ssh keys, pat, personal access token, api tokens,
  client secret, signing key, vault, secret manager, secrets manager, kms, 账号密码, 密钥对, 访问密钥, 证书密钥, ak,
  aksk, ak sk
leaked_secret : leaked creds, exposed key, exposed keys, exposed credentials, key in github, keys in a commit,
  keys in git, key committed, hardcoded key, token in logs, token exposed, 密钥外泄, 泄漏密钥, 密钥暴露, 代码里有密码,
  ak 泄露, 泄露 ak
session_theft : session token stolen, hijacked session, cookie, cookies stolen, session stolen, laptop compromised,
  stolen laptop, device compromised, stealer malware, 会话劫持, 电脑中毒
data_exposure : data leak, data leaks, leaking data, other user, another user's, another user, another customer's,
  another customer, another tenant, somebody else's, someone else, wrong customer, wrong person, belongs to others,
  visible to others, visible to everyone, sees data of, see each other's, cross account, cross customer,
  session mix up, sessions mixed, mixed up responses, gdpr breach, 别人, 其他人, 其他用户, 别的用户, 别人信息,
  信息泄露, 数据泄露, 数据泄漏, 越权, 越权访问, 串了, 串数据了, 看到他人, 串会话, 用户信息
public_bucket : open to the internet, open to the world, downloadable by anyone, public s3, public access,
  anonymous access, publicly downloadable, exposed bucket, bucket exposed, bucket policy, 公网暴露, 公开访问, 桶权限,
  任何人都能, 谁都能下载
access : grants, entitlement, entitlements, roles removed, acls, sudo, admin rights, privileges,
  insufficient privileges, insufficient permissions, 权限不够, 无权, 权限变更, 授权失败, 提权
access_lost : kicked out, kicked everyone, removed from organization, removed from organisation, removed from group,
  lost permissions, lost permission, locked out of, access revoked, revoked, can't push, cannot clone, can't clone,
  cannot pull, nobody is member, empty group, 权限没了, 权限丢失, 没权限了, 被踢, 被踢出, 拉不了代码, 无法克隆,
  拉不下来
login : sign on, signing in, logging in, cannot log in, can't log in, can't login, cant login, cannot login,
  unable to log in, auth service, auth0, keycloak, cognito, identity provider, kerberos, 登不进, 登录不了, 无法登录,
  登不了, 登录失败, 登录异常, 账号登录, 登录态, 身份认证
token : jwts, refresh token, access token, invalid token, token invalid, bearer token, token expired, tokens rejected,
  401s, token 失效, token 过期, 令牌失效
mfa : authenticator, push notification login, passkey, one time password, security code, 动态码, 短信码, 二次认证
payment : point of sale, card terminal, wallet pay, wechat pay, apple pay, adyen, braintree, klarna, acquirer,
  authorisation, authorization declined, declines, card declined, ach, sepa, 微信支付, 银联, 扣款失败, 支付通道,
  支付失败, 支付超时, 付不了, 付款失败, 收银, 收银台, 下单支付, 退款, 清算, 结算
double_charge : charged multiple times, charged many times, charged over and over, multiple charges, charges repeated,
  billed twice, billed many times, 重复支付, 重复扣, 扣了两次, 扣了多次, 多次扣款, 扣好几次, 重复收费
billing : top up, topup, topups, prepaid, wallet balance, subscription charge, overbilling, 余额, 账户余额, 充值失败
email : e mails, mail queue, mailgun, sendgrid, ses, mailchimp, postfix, exchange online, mail server, bounces,
  bounced, spf, dkim, mx, mx record, 发邮件, 邮件服务, 收不到邮件, 发不出邮件, 邮件发送
sms : text msgs, twilio, verification texts, verification sms, otp sms, messages to phones, 收不到短信, 短信发送,
  短信通道, 短信验证码
phone_calls : calls dropped, busy signal, pstn, sip, pbx, long distance calls, hotline, ivr, 通话, 拨打, 打不通电话,
  外呼, 语音电话, 客服电话
not_delivered : doesn't arrive, does not arrive, never arrives, never arrived, never received, don't receive,
  not getting, not reaching, undeliverable, delivery failure, delivery failures, delivery delayed, stopped receiving,
  not sent, not sending, 没到, 未收到, 没送达, 发不出去, 没有收到, 没发出去, 迟到, 延迟送达
notification : push notifications, apns, fcm, on call phone, paging, pages, webhooks, webhook, callbacks, callback,
  推送失败, 回调, 值班电话, 电话告警, 通知没发
monitoring : probe, probes, synthetic, synthetics, checks, uptime checks, blackbox, zabbix, nagios, new relic, splunk,
  elk, kibana, cloud monitor, apm, dashboards, 探测, 拨测, 监控系统, 告警系统, 监控大盘
silent_monitoring : no monitoring, no alert, didn't alert, did not alert, alerts didn't fire, alert did not fire,
  didn't page, no page, monitoring down, no metrics, no data on dashboards, flying blind, missed alert, 没告警,
  没报出来, 监控没报, 告警没响, 漏报, 监控盲区, 监控失明
status_page : status website, can't update status, 公告页
logging : logs flooding, log flood, log spam, log volume, debug logs, verbose logging, logrotate, log rotation,
  journald, 日志量, 日志刷, 日志爆, 日志刷屏, 刷日志
ci : github runner, runners, runner, build farm, build fleet, build agent, ci jobs, build jobs, pipelines, bamboo,
  drone ci, bazel, test runner, deploy pipeline, ci cd, 构建机, 编译机, 构建任务, 打包, 跑不起来, 流水线失败,
  ci 流水线
deploy : deploying, pushed, pushed to prod, shipping, go live, hotfix, hot fix, cut a release, new build, new binary,
  blue green, staged rollout, 发布后, 上线后, 发了版, 发新版, 推送版本, 热更新, 热修复, 全量发布, 灰度发布
rollback : backed out, back it out, roll it back, reverting, previous version, old version, restore old, 回滚版本,
  切回, 还原版本, 回退版本
partial_deploy : one server still has, still running the old, version mismatch, mixed fleet, not all servers,
  some hosts only, half the fleet, canary only, 部分机器, 一台没更新, 有一台, 版本不一样, 没发全
config_change : config update, new config, config edit, changed config, changed setting, conf change, conf push,
  pushed a config, broken config, faulty config, incorrect configuration, incorrect setting, misset, 改了配置,
  配置改动, 配置修改, 改了个配置, 推了配置, 推了一次配置, 下发配置, 配置有误, 参数错误, 配置异常, 错误的配置
config : conf, ini, toml, helm values, values file, parameter store, dotenv, apollo config, nacos config, 配置项,
  配置文件, 参数设置
feature_flag : featureflag, flipped a flag, flag flip, toggled, optimizely, unleash, split io, rollout flag, 开关打开,
  打开开关, 功能开关
human_error : my bad, oopsie, pebkac, unintentionally, unintended, inadvertently, inadvertent, by hand, operator ran,
  admin ran, manual command, wrong button pressed, pressed wrong, human mistake, misoperation, clicked wrong,
  手误操作, 误点, 误触, 点错, 操作失误, 人为失误, 操作错误, 敲错命令, 执行错
wrong_target : wrong box, wrong cluster, wrong account, wrong machine, wrong server, wrong node, pointing at prod,
  pointed at production, pointing to production, prod db, prod instead of, prod environment, against live,
  live database, production data, thought it was staging, thought it was test, 连到生产, 连了生产, 在线上跑, 跑到生产,
  以为是测试, 线上环境, 跑错环境, 弄错环境, 执行到生产
script : one liner, cron script, bash, shell, python script, ad hoc script, maintenance script, sql script,
  migration script, 跑脚本, 执行脚本, 脚本跑错, 维护脚本
automation : bots acted, operator pattern, reconciler, reconcile loop, remediation, auto remediation, self healing,
  pulumi, cloudformation, saltstack, salt, crossplane, infra as code, terraform apply, 自愈, 编排, 自动运维, 机器人
maintenance : maint, planned maintenance, change window, change freeze, upgrade window, engineers working, technician,
  施工, 检修, 例行维护, 变更窗口
migration_move : moved to the new, moving to the cloud, replatform, lift and shift, relocating, relocation,
  datacenter exit, cut over to, 割接, 切流量, 迁库, 迁机房, 迁云, 搬机房
upgrade : minor upgrade, major upgrade, upgrading to, bumped, bump, update installed, kernel update, firmware update,
  dist upgrade, version change, 升级后, 升版本, 升级版本, 打补丁, 更新后
os_upgrade : yum update, dnf update, apt get, automatic updates, windows update, wsus, os updates, 自动升级, 系统补丁
dependency : external api, external dependency, partner api, saas provider, downstream service, upstream service,
  upstreams, 依赖方, 外部依赖, 下游服务, 上游服务, 对方接口, 三方接口, 三方
version_pinning : lockfile, unpinned dependency, latest tag, transitive dependency, incompatible version, abi, glibc,
  library upgrade, 依赖升级, 依赖冲突, 版本冲突
vendor_outage : provider is down, provider down, their status page, aws outage, azure outage, gcp outage, github down,
  third party down, upstream provider down, saas down, supplier outage, 供应商挂了, 第三方挂了, 云厂商挂了, 对方挂了,
  厂商故障, 供应商那边, 云服务故障
power : psu redundancy, power feed, utility power, electricity supply, mains power, switchgear, ats, transfer switch,
  substation, voltage, brownout, 配电, 电压, 闪断电, 供电异常, 电源故障, 双路供电, ups 电池, 不间断电源
power_outage : power is out, power's out, lost mains, mains failure, lost utility, blackouts, brown out, power dip,
  power blip, no juice, tripped breaker, racks down, lights out, 机房断电, 机房停电, 断电了, 停电了, 闪断, 掉电了,
  市电中断, 跳闸, 没有电
generator : gen set, diesel generator, diesels, generator failed, generators failed to start, emergency power, 柴油机,
  柴油发电机, 应急电源, 油机没起来, 发电机没起来
grid : frequency, electrical grid, grid operator, relays, tripped lines, 电力系统, 输电
weather : typhoon, tornado, thunder, electric storm, flooding, flooded, earthquake, wildfire, 地震, 洪水, 水灾, 进水,
  漏水, 恶劣天气, 大风
fire : smoke, fire suppression, burnt, burned, burning, sprinkler, halon, 火灾, 着火, 起火, 失火, 冒烟, 烧了, 消防
cooling : crac, crah, cooling failure, coolant, temperatures, temperature alarm, degrees, celsius, 空调故障, 空调坏,
  温度告警, 温度高, 冷却, 散热, 机房高温
datacenter : server room, machine room, comms room, availability zones, 机房里, 机房机柜, 园区
hypervisor_bug < hardware vm : microcode, spectre, meltdown, cpu bug, errata, faulty cpu, 微码
leap : leap smear, 23 59 60, smear
time_bug : time jump, clock jump, clock went back, wrong time, wrong date, date rollover, year rollover, ntpd, chrony,
  epoch, unix time, expires at, timezone, time zone, summer time, winter time, 2038, 时间错乱, 时区, 时间不对,
  时间同步, 时间跳变, 日期错误, 年份, 跨天, 半夜零点
regex : regular expressions, re2, pcre, catastrophic backtracking, pattern match, 正则回溯, 灾难性回溯
memory_safety : wild pointer, dangling pointer, read past the end, oob, oob read, heartbleed style,
  uninitialised memory, uninitialized memory, 野指针, 内存越界, 越界读
bad_file : bad payload, poisoned file, corrupted file, empty file, truncated file, huge file, file too big,
  too large file, exceeds limit, invalid json, unparseable, cannot parse, parsing error, parser, schema mismatch,
  unexpected format, 文件异常, 文件过大, 解析报错, 格式异常, 坏数据, 脏文件, 空文件
blocklist : false positives, wrongly flagged, wrongly blocked, blocked by mistake, marked dangerous, dangerous,
  deceptive site, unsafe, security warning, warning page, phishing warning, 误拦, 误拦截, 误伤, 误封, 误杀, 标红,
  危险网站, 安全警告
browser : webpage, web page, tabs, web browsers, webkit, chromium, 网页, 浏览器卡死
frontend_ui : spa, white page, blank screen, layout, css, html, webpack, bundle, js error, console error, rendering,
  ui broken, broken page, 页面空白, 白页, 样式错乱, 页面报错, 前端报错, 控制台打不开, 页面挂
client_bug : ios app, android app, app crashes, app store build, client update, client release, 闪退, 客户端闪退,
  app 崩溃, app 打不开, 手机端
windows : win10, win11, windows server, laptops, desktops, workstations, pcs, 电脑, 办公机
endpoint_agent : antivirus update, edr update, av update, signature update, security software update, 杀毒软件,
  安全代理
game : gamers, gamer, realm, realms, shard server, game server, game servers, mmo, raid boss, lobby, 玩家掉线,
  进不去游戏, 区服, 服务器排队, 装备, 掉线重连
trading : matching engine, fix session, fix gateway, oms, order management, brokers, brokerage, market data,
  child orders, parent order, sell orders, buy orders, futures, 报单, 成交, 行情中断, 券商, 交易所
crypto_wallet : coin wallet, multi sig, private keys, defi protocol, nft, token contract, on chain, 链上, 多签,
  交易所钱包
ecommerce : web shop, webshop, sku, listing, listings, merchant store, stock levels, order placement, place orders,
  下不了单, 下单失败, 购物, 订单系统, 商品页
video : streaming video, live video, stream stops, rtmp, hls, players buffer, black video, vod, 直播卡, 直播间, 黑屏,
  花屏, 推流, 拉流
music : songs won't play, podcast, 播放失败, 听歌
search_feature : search engine, web search, search is broken, no results, autocomplete, 搜不到, 搜不出, 搜索无结果
chat : direct messages, group chat, chat service, channels don't load, messages don't load, 消息发不出, 聊天软件,
  发消息
social : timeline, news feed, followers, likes, 微博, 动态流, 信息流
uploads : upload fails, upload failure, upload errors, put object, multipart upload, 上传失败, 上传报错, 传不上去
files : shared folders, home drive, home drives, network drive, shares, smb, cifs, file share, file server,
  共享文件夹, 文件服务器
download : downloading, tarball, tarballs, fetch packages, pulls packages, artifact download, installers, 下载失败,
  下不了, 下载不了
package : crates, pip, pip install, npm install, yarn, nuget, go modules, apt repository, yum repo, conda, homebrew,
  dependency mirror, 依赖下载, 包仓库, 私服
supply_chain : backdoored, fake package, fake packages, fake library, fake libraries, malicious dependency,
  malicious library, poisoned dependency, compromised package, compromised maintainer, compromised dependency,
  trojanized, trojanised, 恶意依赖, 依赖投毒, 供应链攻击
website_hacked : hacked website, site was hacked, site defaced, backdoored download, download replaced,
  malicious download, replaced installer, 官网被黑, 页面被篡改, 篡改
code_hosting : git server, git repos, gerrit, gitea, perforce, mercurial, codebase, source code, monorepo, 源码,
  git 仓库, 代码平台, 代码服务
tenant : customer instances, customer account, customers' sites, org, organizations, subscriptions, 客户站点,
  客户实例, 租户数据
control_plane : mgmt plane, management plane, admin plane, management console, web console, provisioning api,
  create vm, cannot create, can't create, launch instances, cannot launch, can't launch, 控制台, 创建失败, 开不出,
  管理面, 创建不了
api : public api, rest api, api calls, api requests, endpoints, client calls, openapi, graphql, 接口报错, 接口失败,
  开放接口
health_check : health probes, health checks fail, failing health checks, healthz, readyz, readiness checks,
  unhealthy targets, heartbeats, heartbeat, 心跳, 心跳超时, 健康探测, 存活探针, 就绪探针
removed_from_pool : taken out of the pool, kicked out of the lb, drained, deregister, marked down, marked as down,
  out of rotation, ejects, kicks out, 摘流, 下线节点, 被摘, 被剔除, 被踢, 一直摘
websocket : ws, wss, sockets, socket connections drop, long lived connections, mqtt, socket io, 长连, 长连接断开,
  ws 连接
reconnect : reconnects at once, reconnecting at once, everyone reconnecting, all clients reconnect, mass reconnect,
  came back at once, connection storm, reconnection storm, login storm, 同时重连, 大量重连, 集体掉线, 批量掉线,
  批量重连
remote_work : wfh, home office, telework, everyone at home, 在家办公, 疫情期间
global_scope : all over the world, planet wide, entire network, every site, every pop, all datacenters, all dcs,
  all pops, whole estate, entire estate, complete outage, all of them, 全都, 全部, 所有, 各地, 多地, 多个地域, 全国,
  大规模, 所有业务
region : regions, eu west 1, ap southeast, eu central, az a, one az, one zone, multi az, 地域, 多地域, 华东, 华北,
  华南
limit : hard limit, soft limit, over the limit, hit the limit, hits limit, limit reached, limit exceeded, too many,
  threshold, 到上限, 超过限制, 触顶, 上限了, 封顶
growth : keeps growing, ever growing, bloated, unbounded, enormous, ballooned, 越来越大, 暴增, 暴涨, 巨大
embedded : drone, drones, satellite receiver, vehicle, firmware bug, onboard computer, lander reset, 车机, 机载
water : water supply, drinking water, waterworks, dosing, chemical, 供水, 自来水, 水处理
arithmetic : off by, miscalculation, calculates wrong, wrong sums, rounding error, int16, int32 conversion,
  cast error, unit conversion, pounds, kilograms, 算错, 计算不对, 换算, 单位错误, 精度丢失
naming : service mesh registry, sd, zookeeper registry, service lookup, endpoints missing, dubbo registry, polaris,
  服务注册中心, 找不到服务, 服务找不到, 注册不上
internal_tools : internal systems, admin tools, internal wiki, jump host, bastion, building access, badge readers,
  跳板机, 堡垒机, 办公网, 内网系统
insider : rogue admin, malicious insider, ex employee, former employee, disgruntled, someone inside, inside man,
  离职员工, 内部作案
theft_funds : lost coins, coins gone, money missing, money gone, lost money, hot wallet drained, frozen funds,
  stolen coins, 资金异常, 钱没了, 币没了
support_access : support account, support agent account, contractor laptop, contractor account, outsourced, 外包人员,
  客服账号
unpatched : cves, exploit in the wild, old version of, end of life, eol, outdated software, rce,
  remote code execution, struts, 高危漏洞, 零日, 老版本
directory : ldap group, ad sync, azure ad, entra, okta group, okta groups, group membership, user directory, 组织架构,
  用户组, 域账号
feature_launch : april fools, easter egg, beta launch, ga launch, just launched, released a feature, 新上线功能,
  新活动, 愚人节
slow_path : not taking effect, takes no effect, changes pending, pending changes, stuck pending, changes don't apply,
  一直不生效, 迟迟不生效
no_change : no deploys, no release, no releases, no deployments, out of the blue, without any change,
  didn't touch anything, did not touch, 没动, 啥也没改, 没上线, 没有发布
"""
