"""Databases, caches, queues, storage and what befalls data."""

GROUPS = """
database : database, databases, db, dbs, datastore, data store, rdbms, sql, dba, rds, 数据库, 库, 线上库, 生产库
postgres < database : postgres, postgresql, pg, psql, aurora postgres, pgbouncer, patroni
mysql < database : mysql, mariadb, innodb, percona, galera, vitess, aurora mysql, binlog, gh ost, pt osc
sqlserver < database : sql server, mssql, oracle, db2
nosql < database : nosql, dynamodb, dynamo, cassandra, scylla, hbase, key value store, kv store, bigtable, couchbase
mongo < database nosql : mongo, mongodb, document database, wiredtiger
cache : cache, caches, cached, caching, redis, memcached, memcache, mcrouter, varnish, cache tier, cache layer, 缓存
redis < cache : redis, sentinel, elasticache, valkey, codis
memcached < cache : memcached, memcache, mcrouter
cache_miss < cache load : cache miss, cache misses, cold cache, cold caches, cache hit ratio, hit ratio,
  hit rate, cache expiry, cache expired, caches expire, cache invalidation, cache stampede, cache avalanche,
  without cache, cache dropped, cache restart, cache restarted, no cached copy, no local copy, without local cache,
  缓存雪崩, 缓存击穿, 缓存穿透, 缓存失效, 命中率, 冷缓存, 缓存节点重启
replication : replication, replica, replicas, secondary, secondaries, slave, slaves, standby, follower, read replica,
  副本, 备库, 从库, 主从, 同步
replica_lag < replication : replica lag, replication lag, lagging replica, behind master, seconds behind, 主从延迟,
  同步延迟, 复制延迟
drift < replication inconsistency : drift, diverge, diverged, disagree, out of sync, don't match, different rows,
  mismatch, do not match, 不一致, 不同步
inconsistency : inconsistent, inconsistency, integrity, stale data, stale, wrong data, out of date data, 数据不一致,
  脏数据, 对账不平, 对不上, 账不平, 旧数据
failover : failover, fail over, failed over, switchover, promotion, promote, promoted, takeover, new primary,
  elect a new master, new master, swap sites, 主从切换, 切换, 主备切换, 故障切换, 切主, 切备库, 提升为主
failover_failed < failover : failover failed, refused to promote, won't fail over, wont fail over, won't elect,
  cannot promote, blocked promotion, failover did not finish, no primary, failed failover, cannot elect, 切换失败,
  选不出主, 无法切换
primary : primary, master, leader node, writer node, main database, 主库, 主节点, 主机
leader_election < consensus : leader election, leader, elections, electing, leader flipping, leader keeps changing,
  new leader, 选主, 选举, 领导者
consensus : consensus, quorum, raft, paxos, zookeeper, zk, etcd, consul, coordination service, coordination, ensemble,
  coordinator, lost quorum, no quorum, kv leader, 仲裁, 一致性协议, 法定人数, 协调服务
zookeeper < consensus : zookeeper, zk, ensemble, znode, coordination nodes, coordination service, coordination data
etcd < consensus : etcd, etcd3
consul < consensus naming : consul, serf, boltdb
lock : lock, locks, locked, locking, lock wait, exclusive lock, table lock, waiting on lock, semaphore,
  blocked behind, queued behind, mutex, lock contention, metadata lock, 锁, 锁表, 锁等待, 死锁, 堵住
deadlock < lock hang : deadlock, deadlocked, deadlocks, semaphore waits, 40p01, 死锁
contention : contention, contend, contended, hot spot, hotspot, hot table, hot row, hot key, contending, 争用, 竞争,
  热点
schema_change < change : schema change, schema migration, migration, migrations, alter table, alter, ddl,
  online schema change, add column, gh ost, pt osc, cut over, cutover, table rename, rename, column, 加字段, 表结构,
  改表, 变更表
index_dropped < deletion : dropped index, drop index, missing index, index removed, deleted index, no index,
  full table scan, 删了索引, 删索引, 误删索引, 索引, 索引被删
slow_query < slow database : slow query, slow queries, full scan, table scan, query plan, bad plan, expensive query,
  long read, long running query, 慢查询, 慢日志, 全表扫描
wraparound < database write_blocked : wraparound, xid, transaction id, transaction ids, txid,
  transaction id exhaustion, freeze, 事务号, 回卷, 事务 id, 事务号回卷, 防回卷
vacuum < database : vacuum, autovacuum, vacuuming, bloat, dead tuples, 自动清理, 清理死元组
write_blocked < errors : writes blocked, writes stopped, stops writes, refusing writes, read only, readonly,
  not accepting commands, cannot write, can't write, can read but, writes failing, refused commands, cannot save,
  saving fails, inserts failing, insert fails, no writes, can see but not write, 写不进去, 无法写入, 拒绝写入, 只读,
  写不了, 写失败, 不能写, 停写, 能看不能写, 插入报错, 写入失败
id_overflow < overflow write_blocked : integer out of range, out of range for int, out of range, int32, 32 bit,
  signed 32 bit, 2147483647, 2 31, bigint, max int, integer limit, ids exhausted, primary key ran out, auto increment,
  ids look huge, id overflow, counter passed, sequence exhausted, int overflow, key column, 64 bit key, ids exceeded,
  maximum id, 22003, 自增主键, 自增, 主键, 整数上限, 整型溢出, 主键用完, 自增用完, 21 亿, 亿了, 用完了, 用尽
overflow : overflow, overflowed, overflows, out of range, integer overflow, numeric overflow, conversion overflow,
  溢出, 越界
data_loss : data loss, lost data, lost rows, rows missing, missing rows, lost writes, data gone, lost transactions,
  writes lost, lacking recent writes, records vanished, lost files, permanently lost, never came back,
  rows disappeared, missing orders, items lost, lost items, disappeared, wiped, lost its data, lost for good, 丢数据,
  数据丢失, 丢失, 丢了, 数据没了, 少了, 不见了, 没了
deletion : deleted, delete, deletes, removed, erased, erase, wiped, wipe, dropped, drop table, drop database,
  truncate, truncated, purged, rm rf, rm, destroyed, hard deleted, cleaned up, 删除, 误删, 删了, 删库, 清空, 删掉,
  删表, 被删
accidental_delete < deletion data_loss human_error : accidentally deleted, deleted by mistake, wrong database, rm rf,
  deleted the wrong, wiped production, dropped production, drop database, deleted by, 误删, 删库跑路, 手滑,
  误操作删除, 误删除, 删库脚本, 误执行删库
backup : backup, backups, snapshot, snapshots, dump, dumps, restore, restored, restoring, recovery point, archive,
  pitr, mysqldump, pg dump, 备份, 快照, 恢复, 还原, 转储
no_backup < backup : backups don't work, backup missing, no backup, backup failed, backups failed, on the same array,
  backup methods did not work, same array, backup also lost, 备份失效, 没有备份, 备份也
restore_wrong < backup : bad restore, restore picked, restored wrong, after restore, after recovering, 恢复后, 还原后
corruption : corrupt, corrupted, corruption, corrupts, bit flip, bit flips, flipped bit, checksum, checksums, garbled,
  damaged, bad data, mangled, malformed data, 损坏, 坏块, 数据损坏, 位翻转, 乱码, 坏了
disk : disk, disks, volume, volumes, drive, drives, ssd, hdd, nvme, raid, lun, block storage, block device, ebs,
  persistent disk, 云盘, 磁盘, 硬盘, 存储卷, 卷
disk_full < disk write_blocked : disk full, no space left, no space, enospc, out of space, filesystem full,
  disk at 100, disk usage, partition full, inodes, logs filled, full disk, ran out of disk, 磁盘满, 写满, 磁盘打满,
  空间不足, 满了, 盘满, 文件系统满
io_error < disk : io error, i o error, i o errors, eio, read error, read errors, disk error, bad sectors,
  smart errors, io wait, iowait, io latency, stuck io, 读写错误, 卡 io, 磁盘读写, 读写卡住
volume_stuck < disk hang : volume stuck, volumes stuck, stuck in attaching, attaching, re mirror, re mirroring,
  remirror, volumes hung, 挂载失败, 卷卡住
storage : storage, object storage, blob, blobs, blob storage, object store, s3, gcs, bucket, buckets, minio, ceph,
  nas, san, nfs, glusterfs, file storage, oss, filer, storage array, storage server, azure storage, 存储, 对象存储,
  文件存储, 桶
object_storage < storage : object storage, object store, s3, gcs, oss, blob, bucket, buckets, minio,
  uploads and downloads, 对象存储
array < storage disk : storage array, san, array, raid controller, disk array, netapp, emc, 存储阵列, 阵列
block_storage < storage disk : block storage, ebs, persistent disk, persistent disks, cloud disk, 云盘, 块存储
filesystem < disk : filesystem, file system, mount, mounted, mounts, unmount, nfs, ext3, ext4, xfs, inode,
  home directory, 文件系统, 挂载
wrong_mount < filesystem : wrong mount, incorrect mount, wrong filesystem, not mounted, mount wrong,
  mounted the wrong, 挂错
file_size_limit < filesystem limit : file size limit, file too large, max file size, 2tb, 2t, efbig, file size capped,
  single file, 单文件, 文件上限, 文件大小
metadata : metadata, inode table, metadata tier, metadata service, catalog, placement, index subsystem, 元数据
shard : shard, shards, sharded, sharding, resharding, uneven shard, 分片, 分库, 分表
queue : queue, queues, backlog, queued, queueing, message queue, mq, rabbitmq, kafka, sqs, pubsub, pub sub, broker,
  message bus, bus, backlogs, celery, sidekiq, resque, 队列, 消息队列, 积压, 堆积, 排队
kafka < queue streaming : kafka, topic, consumer group, pulsar
backlog < queue : backlog, backed up, piling up, piled up, growing queue, stuck queue, lag, pile up, falling behind,
  积压, 堆积, 堵塞
poison_message < queue crash : poison message, poison pill, bad message, one message, one event, strange job,
  one strange job, toxic message, panics on one message, malformed event, 毒消息, 毒丸
worker : worker, workers, background job, background jobs, async task, async tasks, job runner, task queue, cron job,
  batch, batch jobs, consumer, consumers, 消费者, 后台任务, 异步任务, 定时任务
cron : cron, scheduled job, scheduled task, crontab, scheduler, batch run, nightly, 定时任务, 定时脚本
streaming : stream, streaming, ingest, ingestion, kinesis, pipeline, data pipeline, putrecords, firehose,
  event stream, flink, spark streaming, 流式, 数据管道, 接入
warehouse : warehouse, data warehouse, bigquery, snowflake, redshift, clickhouse, hive, 数仓, 数据仓库
search_engine : elasticsearch, opensearch, solr, search index, search cluster, lucene, 搜索, 检索, 搜索集群
duplicates : duplicate, duplicated, duplicates, twice, again and again, repeatedly, many times, same email,
  more than once, multiple times, double, dozens of, 重复, 多次, 反复
data_exposure < security_breach : seeing other people's, other people's, other users data, other customers,
  other tenants, tenants saw, strangers, someone else's, not theirs, aren't theirs, leaked data, exposed data,
  cross tenant, wrong account, wrong user, personal data, pii, other peoples data, mixed up sessions, private data,
  cookies and tokens, 别人的, 他人, 串号, 串数据, 泄露, 泄漏, 隐私, 看到别人, 展示给他人
public_bucket < data_exposure storage : public bucket, world readable, publicly readable, readable by anyone,
  bucket public, open bucket, bucket was public, publicly accessible, 公开可读, 公网可读, 桶公开
wrong_wiring : wrong backend, wrong host, wrong database, wrong server, pointed to, misrouted, misdirected,
  sent to wrong, wrong recipients, wrong environment, wrong target, wrong people, to strangers, 指错, 连错, 发错,
  路由错
gossip : gossip, membership, cluster state, state exchange, state messages, gossiping
time_series < monitoring : metrics store, tsdb, prometheus, influxdb, graphite, time series
orm_data : query, queries, rows, row, table, tables, 查询, 表, 记录
capacity : capacity, undersized, too small, insufficient, not enough, downsized, downgraded, capacity planning,
  headroom, exhausted, exhaust, ran out, instance size, smaller instance, run out, starved, starvation, 容量, 不足,
  容量不足, 耗尽, 资源不足, 不够, 降配, 缩容
downsizing < capacity : downsized, downgraded, smaller instance, smaller database, cost saving, save money,
  saving money, cut costs, 降配, 省钱, 降本
growth : growth, grew, outgrew, grown, getting bigger, too large, too big, oversized, doubled in size, got too large,
  too much data, larger than expected, 增长, 变大, 过大, 太大, 膨胀
"""
