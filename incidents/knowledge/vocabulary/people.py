"""Security, identity, money, messages, and how people describe trouble."""

GROUPS = """
security_tools : security software, security policy, hardening, 安全策略, 安全设备
attack < security_breach : attack, attacked, attacker, attackers, hacker, hackers, hacked, intruder, intrusion,
  malicious, exploit, exploited, adversary, 攻击, 黑客, 入侵, 被黑, 攻击者
security_breach : breach, breached, compromise, compromised, security incident, hijacked, hijack, unauthorized access,
  took over, takeover, account takeover, stolen, theft, steal, steals, stole, stealing, pwned, 安全事件, 被盗, 盗取,
  窃取, 攻陷, 劫持
malware < attack : malware, virus, trojan, infected, infection, backdoor, worm, spyware, malicious code, 木马, 病毒,
  恶意软件, 恶意代码
credentials : credential, credentials, password, passwords, secret, secrets, api key, api keys, aws keys, cloud keys,
  access key, access keys, private key, keys, token, tokens, ssh key, 密码, 密钥, 凭证, 凭据, 令牌, 私钥, 口令
leaked_secret < credentials security_breach : leaked token, token leaked, leaked key, leaked keys, leaked credentials,
  credentials leaked, keys found in public, public repo, exposed token, token visible, showing token,
  secrets in source, committed secrets, keys leaked, tokens stolen, stolen token, stolen tokens, 密钥泄露, 密钥泄漏,
  令牌泄露, 私钥泄露, 泄露密钥
token : token, tokens, service token, service tokens, jwt, bearer, m2m, machine to machine, api token, 令牌
session_theft < security_breach : sso cookie, session cookie, stolen session, session token, cookie theft,
  cookie stolen, session hijack, laptop had malware, infected laptop, laptop infected, stolen cookie, 会话被盗
laptop : laptop, workstation, endpoint, employee machine, desktop computer, engineer's laptop, 笔记本, 办公电脑,
  员工电脑
support_access < security_breach : support engineer, support tooling, admin console, contractor, third party support,
  helpdesk, support staff, admin panel, remote desktop, support laptop, 客服后台, 外包
insider < security_breach : insider, employee stole, rogue employee, sold access, inside job, 内鬼, 内部人员
supply_chain < attack package : supply chain, malicious package, malicious version, malicious jars, impostor packages,
  dependency confusion, typosquat, poisoned package, package published, published an unexpected version,
  unexpected version, maintainer account, hijacked package, trojan archive, 投毒, 供应链, 恶意包, 恶意版本
package : package, packages, npm, pypi, rubygems, crates, crate, maven, jar, jars, artifact, artifacts, registry,
  package registry, mirror, tarball, composer, artifact repo, 软件包, 依赖包, 制品库, 包管理
download : download, downloads, downloaded, download link, download links, installer, iso, zip, archive file, 下载,
  安装包
website_hacked < attack : defaced, site compromised, website hacked, link replaced, cms compromised,
  download links replaced, 网站被黑, 挂马
unpatched < attack : unpatched, outdated, vulnerability, cve, shellshock, shellshocked, log4j, log4shell,
  forgotten machine, legacy server, old box, prototype host, heartbleed, zero day, 漏洞, 未打补丁, 老机器
data_theft < security_breach data_exposure : data theft, dumps accessed, downloaded customer data, exfiltrated,
  accessed backups, exfiltration, cloned repos, private repositories, 拖库, 脱库, 数据被盗
access : access, permission, permissions, privilege, privileges, rbac, iam, role, roles, policy, authorization,
  acl entry, 权限, 授权, 访问权限
access_lost < access : lost access, no access, cannot access, can't access, nobody can access, removed from the org,
  locked out, developers removed, no permissions, all users removed, access any more, 失去权限, 没有权限, 没权限,
  失去访问权限, 被移出, 进不去
login : login, logins, log in, sign in, signin, sign ins, authentication, authenticate, auth, sso, oauth, saml, ldap,
  idp, okta, session, sessions, logon, 登录, 登陆, 鉴权, 认证, 单点登录, 会话
mfa < login : mfa, 2fa, two factor, second factor, otp, duo, push prompts, totp, verification code, 双因素, 二次验证,
  验证码
oauth < login : oauth, oauth2, openid, authorization grant
directory < access : active directory, ad group, ad groups, ldap, directory service, security group, idp groups,
  目录服务, 域控, ad 组, 安全组
code_hosting : github, gitlab, bitbucket, git, repository, repositories, repo, repos, source control, version control,
  svn, code host, git org, organisation, 代码仓库, 仓库, 代码托管, 代码, 拉代码
git_push < code_hosting deploy : git push, git deploy, push to git, git deploys
hash_collision : sha1, sha 1, hash collision, collision, equal hash, same hash, colliding, md5 collision, 哈希冲突
crypto_wallet : wallet, wallets, coin, coins, bitcoin, btc, ethereum, crypto, cryptocurrency, blockchain, multisig,
  hot wallet, smart contract, contract, defi, 钱包, 热钱包, 币, 智能合约, 合约, 区块链
theft_funds < security_breach : funds missing, coins missing, coins stolen, drained, stolen funds, money stolen,
  missing from wallet, 盗币, 资金被盗, 币被盗, 被盗
unprotected_init < code_bug : left public, anyone could call, init function, initialisation function, no access check,
  未授权调用
payment : payment, payments, pay, checkout, checkouts, card, cards, credit card, psp, stripe, paypal, alipay,
  transaction, purchases, cart, shopping cart, merchant, merchants, 支付, 付款, 收款, 交易, 支付宝, 购物车, 商户
billing < payment : billing, billed, charged, charge, charges, invoice, invoices, recharge, auto recharge, refunds,
  overcharged, subscription, 扣费, 扣款, 账单, 计费, 充值, 收费
double_charge < billing duplicates : charged again, billed repeatedly, charged twice, double charge,
  charged repeatedly, duplicate charges, 重复扣款, 重复扣费, 反复扣费, 多扣
trading : trading, trade, trades, trader, traders, order book, exchange, broker, orders, fills, stock, market, algo,
  bracket orders, equities, 下单, 委托, 撮合, 股票, 行情
ecommerce : order, orders, shop, store, basket, catalog, product listing, checkout, offers, e commerce, marketplace,
  订单, 商城, 电商, 商品
email : email, emails, mail, mails, mailed, smtp, newsletter, newsletters, inbox, inboxes, mail delivery, invites,
  invitations, mailing, gmail, e mail, spammed, outgoing mail, 邮件, 邮箱, 发信, 群发
sms : sms, text message, text messages, texts, short message, short messages, 短信
phone_calls : phone, phones, voice, calls, telephone, telephony, long distance, phone exchange, exchanges, voip,
  call center, 电话, 语音, 呼叫
not_delivered : undelivered, not delivered, not arriving, not received, delivery failing, not delivering,
  blocked messages, hours late, delivered late, delayed messages, did not arrive, 没收到, 未送达, 收不到, 没打出来,
  没发出, 送不到
notification : notification, notifications, push notification, notify, alerts not delivered, pages not delivered,
  通知, 推送, 提醒
chat : chat, messaging, im, slack, teams, messenger, channels, conversation, 聊天, 消息, 即时通讯, 群聊, 聊天室
video : video, livestream, live stream, live events, buffering, rebuffering, playback, player, viewers, broadcast,
  transcode, tv, iptv, 视频, 直播, 播放, 卡顿, 缓冲, 点播
music : music, playlist, playlists, songs, audio, 音乐, 歌单
search_feature : search results, search page, search result, 搜索结果
social : social, social network, feed, posts, photos, profile, 社交, 朋友圈, 动态
cloud_provider : aws, amazon, gcp, google cloud, azure, cloud provider, cloud vendor, aliyun, tencent cloud, 云厂商,
  云服务商, 阿里云, 腾讯云
aws < cloud_provider : aws, amazon, ec2, s3, ebs, rds, kinesis, dynamodb, cognito, cloudwatch, elb, lambda
google < cloud_provider : google, gcp, gce, gmail, youtube, bigquery, google cloud
control_plane : control plane, management api, management calls, console api, admin api, provisioning,
  cannot provision, 管控, 控制面, 管控面
api : api, apis, endpoint, endpoints, rpc, grpc, rest, interface, 接口
rpc < api : rpc, grpc, thrift, dubbo
microservice : microservice, microservices, service, services, backend, backends, 微服务, 服务
breaking_api < api version_pinning : changed their api, api changed, breaking change, upstream api, api altered,
  response changed, 接口变更
legacy_flag < feature_flag code_bug : dead code, reused flag, repurposed flag, old flag, old code, test code, 旧代码
tenant : tenant, tenants, customer site, customer environment, private cloud, private environment, account deleted,
  organization, workspace, 租户, 客户环境, 专有云
tenant_deleted < tenant deletion : deleted our tenant, environment got removed, customer sites deleted,
  account was deleted, private cloud erased, sites deleted, deleted customer, subscription deleted,
  customer instances, entire private, 租户被删
home_files < deletion : user's files, users files, home folder, home directory, personal files, wiped files, 用户文件,
  个人文件
installer < deploy : installer, game patch, client update, auto update, expansion update, launcher update, boot file,
  system file, 安装程序
water : water, plant, treatment, pump, scada, plc, industrial, valve position, 水厂, 工业控制
manual_procedure < human_error : manual step, manual procedure, scheduled manual, forgot, forgotten, missed step,
  had to repeat, by hand, checklist skipped, 忘记, 漏做, 手动步骤
half_finished < change : half finished, incomplete rotation, password rotation, key rotation, credential rotation,
  轮换, 轮转
remote_work < traffic_surge : remote work, work from home, working from home, covid, pandemic, lockdown, 远程办公,
  居家办公, 疫情
holiday : holiday, holidays, christmas, christmas eve, new year's day, first workday, after the break, 假期, 节假日,
  圣诞, 年后, 春节, 国庆, 第一天上班
crm : crm, salesforce, sales cloud, customer relationship
ads : ads, ad serving, ad server, bidder, bidders, rtb, advertising, 广告, 竞价
uploads : upload, uploads, uploading, uploaded, file upload, attachments, attachment, 上传, 附件
files : file, files, file sync, shared drives, shared drive, documents, folder, dropbox, drive share, 文件, 共享盘,
  网盘
unauthorized_removal : removed without request, nobody requested, unexpected deletion, auto deleted
bad_query < config_change : permission change, grants, duplicated rows, duplicate rows
peak_morning < traffic_surge : morning peak, this morning, daytime load, monday morning, 早高峰, 周一
site_down < outage : site down, website down, sites offline, homepage down, whole site, main site, our site,
  site pulled, 网站打不开, 主站, 网站挂
vendor_outage < dependency outage : vendor outage, provider outage, third party outage, supplier down,
  provider failure, upstream outage, upstream recovery, code host outage, came back, 供应商故障, 第三方故障,
  云厂商故障
backup_path < failover : backup line, secondary line, backup link, backup provider, redundant link, 备用线路, 备线,
  备用
reimage < deletion host : reimaged, reinstalled, reformatted, reprovisioned, reinstalled active, 重装系统
evacuation < failover : evacuate, evacuated, evacuation, drain zone, shift traffic, moved traffic, traffic shift,
  切流, 引流, 流量切换
graph_overflow < limit : too many fields, mapping explosion, cardinality
"""
