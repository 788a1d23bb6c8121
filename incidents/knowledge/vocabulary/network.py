"""Networks, names, certificates and what stands in front of services."""

GROUPS = """
network : network, networking, connectivity, netops, nic, vlan, vpc, subnet, 网络, 内网, 专线
packet_loss < network : packet loss, packets dropped, dropping packets, lossy, retransmits, 丢包, 丢包率
latency < slow : latency, lag, rtt, p99, p95, high ping, 延迟, 时延, 耗时
slow : slow, sluggish, crawling, degraded, degradation, laggy, takes forever, very late, delayed, slowness, 慢, 变慢,
  卡顿, 缓慢, 很卡, 响应慢, 性能下降
timeout < slow : timeout, timeouts, time out, timed out, deadline exceeded, etimedout, hang waiting, 504,
  gateway timeout, 超时
congestion < network : congestion, congested, saturated, saturation, line rate, maxed out, bandwidth full, pipe full,
  bandwidth exhausted, 拥塞, 拥堵, 打满, 带宽满, 带宽打满, 跑满, 流量打满
bandwidth < network : bandwidth, throughput, capacity of the link, gbps, 带宽, 吞吐
router < network : router, routers, edge router, routing engine, juniper, cisco, line card, 路由器
switch < network : switch, switches, switch port, tor switch, top of rack, 交换机
routes < network : bgp, route, routes, routing, routing table, prefix, prefixes, announcement, announced, advertised,
  route leak, as path, peering, transit, ospf, 路由, 路由表, 宣告
route_withdrawn < routes unreachable : withdrawn, withdrew, withdraw routes, routes gone, prefixes missing,
  announcements missing, stopped announcing, no longer advertised, vanished from the internet,
  disappeared from the routing table, 路由撤销, 路由丢失, 撤销路由, 路由消失
backbone < network : backbone, long haul, wan, transatlantic, inter region, between regions, 骨干网, 骨干
fiber < network : fiber, fibre, fiber cut, optical, dark fiber, leased line, submarine cable, cable cut, circuit,
  光缆, 光纤, 挖断, 专线中断
isp_carrier < network : carrier, carriers, isp, telco, transit provider, upstream provider, operator network, at t,
  verizon, 运营商, 电信, 联通, 移动线路
flapping < intermittent : flapping, flap, flaky, half dead, half failed, unstable link, 抖动, 闪断, 半死不活
intermittent : intermittent, intermittently, sporadic, sporadically, on and off, up and down, come and go, random,
  comes and goes, 间歇, 时好时坏, 时断时续, 偶发, 一会好一会坏, 不稳定
partition : partition, partitioned, split brain, network split, split view, netsplit, cannot see each other,
  isolated nodes, 脑裂, 网络分区, 双主, 主从双写, 双写
unreachable < outage : unreachable, cannot reach, can't reach, cannot connect, can't connect, connection refused,
  no route to host, econnrefused, offline, not reachable, connection lost, lost connection, lost connectivity,
  disconnected, 不可达, 连不上, 无法连接, 连接失败, 断开, 掉线, 断网, 无法访问, 访问不了, 打不开, 不通
outage : outage, down, hard down, unavailable, went dark, dark, blackout, out of service, dead, total outage,
  went down, not available, everything broken, meltdown, collapse, collapsed, brought down, takes down, taken down,
  故障, 挂了, 宕机, 宕掉, 挂掉, 瘫痪, 不可用, 中断, 全挂, 崩了, 停摆, 崩溃
global_scope : worldwide, global, globally, everywhere, all regions, every region, whole fleet, entire fleet,
  all customers, all users, 全球, 全网, 全站, 所有用户, 全部用户, 全量, 大面积
region : region, regional, zone, availability zone, az, us east, us east 1, us west, eu west, datacenter region,
  可用区, 区域, 单区
pop < edge datacenter : pop, pops, point of presence, edge location, colo, 边缘节点, 节点机房
edge : edge, edge node, edge nodes, front door, ingress, entrypoint, 边缘, 入口
dns < naming : dns, nameserver, name server, nameservers, name servers, resolver, resolvers, resolve, resolving,
  resolution, name resolution, lookup, lookups, servfail, nxdomain, cname, coredns, kube dns, bind, unbound, route53,
  hostname, domain name, root zone, dig, 域名, 解析, 域名解析, 解析失败, 解析不了
dns_failure < dns : servfail, nxdomain, not resolving, stopped resolving, cannot resolve, could not resolve,
  unknown host, no name resolution, dns failure, nothing resolves, lookups failed, 解析失败, 解析不了, 无法解析,
  域名解析失败
naming : service discovery, discovery, registry of services, service registry, service catalog, find each other,
  eureka, nacos, consul, etcd, 服务发现, 注册中心, 服务注册
cdn < edge : cdn, content delivery, akamai, cloudfront, fastly, cloudflare, edge cache, 内容分发, 回源
proxy < edge : proxy, proxies, proxied, reverse proxy, nginx, envoy, haproxy, traefik, squid, api gateway, gateway,
  service mesh, istio, sidecar, 代理, 网关, 反向代理
load_balancer < edge : load balancer, load balancers, balancer, balancers, load balancing, lb, lbs, elb, alb, nlb,
  slb, glb, vip, f5, 负载均衡, 均衡器
firewall < security_tools : firewall, firewalls, acl, acls, iptables, nftables, packet filter, security group,
  filter rule, netfilter, waf, blocklist, 防火墙, 安全组, 访问控制列表, 封禁规则
waf < firewall : waf, web application firewall, managed rules, modsecurity, bot management, 应用防火墙
rule_push < config_change : rule push, rule release, rule rollout, new rule, rule change, rule update, acl deploy,
  filter change, policy push, rules deployed, added a filter, 规则上线, 规则下发, 规则变更, 新规则
tls < certificate : tls, ssl, https, handshake, mtls, cipher, 握手失败
certificate : certificate, certificates, cert, certs, x509, ssl cert, pki, ca bundle, intermediate ca, root ca,
  signing, code signing, lets encrypt, pem, trust chain, 证书, 签名证书, 根证书
expired : expired, expires, expiry, expire, expiration, end date, past its date, lapsed, ran out of validity,
  not after, renewal missed, 过期, 到期, 失效
cert_expired < certificate expired : certificate expired, cert expired, expired certificate, expired cert, x509,
  certificate has expired, x509 certificate, certificate reached its end date, 证书过期, 证书到期
vpn < network : vpn, wireguard, ipsec, tunnel, remote access, 隧道
multicast < flood : multicast, broadcast storm, igmp, broadcast flood, 组播, 广播风暴
flood : flood, flooded, floods, flooding, storm, swamped, hammering, hammered, bombarded, stampede, thundering herd,
  overwhelmed, slammed, 洪水, 风暴, 打爆, 冲垮, 压垮, 打挂, 打垮
traffic_surge < load : traffic surge, traffic spike, surge, spike, peak, record traffic, record number, flash crowd,
  rush, burst, viral, black friday, launch day, morning peak, traffic tripled, traffic jump, 流量激增, 流量暴涨, 暴涨,
  突增, 激增, 高峰, 洪峰, 大促, 创新高, 飙升
load : load, overload, overloaded, high load, under load, overran, too much traffic, cannot handle, can't handle,
  could not handle, stressed, 负载, 过载, 高负载, 压力, 扛不住, 撑不住
ddos < attack flood : ddos, dos attack, denial of service, distributed denial, syn flood, udp flood, amplification,
  reflection attack, botnet, tbps, scrubbing, udp inbound, null route, 流量攻击, 反射攻击, 被攻击, 攻击流量, 清洗,
  放大攻击
extortion < attack : ransom, extortion, blackmail, ransomware, demand money, pay bitcoin, want money, 勒索, 敲诈
http_5xx < errors : 5xx, 500s, internal server error, http 500, server errors, error 500, 500 errors, 502, 503, 504,
  530, elevated 5xx, 服务端错误, 五百错误
bad_gateway < http_5xx proxy : 502, bad gateway, 502s
unavailable_503 < http_5xx : 503, 503s, service unavailable, 服务不可用
not_found : 404, 404s, not found, page missing, no such page, not found pages, 找不到页面, 页面不存在
forbidden < access : 403, 401, forbidden, unauthorized, access denied, permission denied, eacces, eperm,
  access errors, not authorized, no permission, 无权限, 没权限, 没有权限, 权限不足, 拒绝访问, 鉴权失败
errors : error, errors, failing, failed, failure, failures, fails, broken, erroring, exception, exceptions,
  error rate, red, broke, malfunction, faulty, 报错, 错误, 失败, 异常, 出错, 错误率
connection_pool : connection pool, connections exhausted, too many connections, pool exhausted, max connections,
  out of connections, connection limit, 连接池, 连接数, 连接耗尽, 连接数打满
websocket < reconnect : websocket, websockets, persistent connection, long connection, realtime gateway,
  socket connections, sse, long polling, 长连接
reconnect : reconnect, reconnects, reconnecting, rejoin, rejoined, rejoining, reconnection, mass disconnect,
  disconnected in waves, reconnect storm, kicked off, everyone came back at once, 重连, 断线重连, 重新连接, 掉线
http3 : http 3, http3, h3, quic, alt svc
peering < routes : peering point, internet exchange, ix, exchange point, 对等互联
ip_addresses < network : ip address, ip addresses, public ip, elastic ip, eip, floating ip, ip range, address blocks,
  dhcp, ipam, 公网地址, 弹性公网
network_control < network : network control plane, sdn, network controller, network controllers, controllers
internal_tools : internal tools, internal tooling, intranet, badge, badges, door, doors, office systems, corp network,
  内部系统, 门禁, 内部工具
health_check : health check, health checks, healthcheck, readiness, readiness probe, liveness, liveness probe, probe,
  probes, marked unhealthy, unhealthy, synthetic check, synthetic checks, 健康检查, 探活, 探针
removed_from_pool < health_check : removed from rotation, taken out of rotation, kicked out, evicted from the pool,
  ejected, deregistered, removed live, pulled from service, dropped from pool, 摘除, 剔除, 踢掉, 摘掉, 踢出
rate_limit : rate limit, rate limited, rate limiting, throttle, throttled, throttles, throttling, 429,
  too many requests, 限流, 流控
quota < limit : quota, quotas, shared limit, api limit, usage limit, quota exceeded, allowance, 配额, 额度
limit : limit, limits, ceiling, maximum, cap, capped, exceeded, exceeds, upper bound, reached the limit,
  hard coded limit, 上限, 限制, 超限, 超出, 达到上限
"""
