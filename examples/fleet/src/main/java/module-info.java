/** Engines of one account on many machines that divide its concurrency limit and share their audio through Redis. */
module dev.parlando.fleet {
    requires transitive dev.parlando;
    requires jdk.net;
    requires redis.clients.jedis;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    exports dev.parlando.fleet;
}
