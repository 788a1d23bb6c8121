"""The rest of wider.py: networks, security, people, and what surrounds machines."""

GROUPS = """
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
