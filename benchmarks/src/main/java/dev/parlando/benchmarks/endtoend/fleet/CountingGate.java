package dev.parlando.benchmarks.endtoend.fleet;

import dev.parlando.benchmarks.rig.process.RedisProcess;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** A counter in Redis, as programs use it for a semaphore. A request that finds it full tries again after 50 ms. */
final class CountingGate implements RequestGate {
    private static final String KEY = "semaphore";
    private static final String ENTER = "if tonumber(redis.call('GET', KEYS[1]) or '0') < tonumber(ARGV[1]) then"
            + " redis.call('INCR', KEYS[1]) return 1 else return 0 end";
    private static final long RETRY_MILLIS = 50;

    private final Connection connection;
    private final String limit;

    CountingGate(URI redis, int limit) {
        this.connection = RedisProcess.connect(redis);
        this.limit = Integer.toString(limit);
    }

    @Override
    public void enter() {
        while (!tryEnter()) {
            try {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private boolean tryEnter() {
        connection.sendCommand(Command.EVAL, ENTER, "1", KEY, limit);
        return Long.valueOf(1).equals(connection.getOne());
    }

    @Override
    public void leave() {
        connection.sendCommand(Command.DECR, KEY);
        connection.getOne();
    }
}
