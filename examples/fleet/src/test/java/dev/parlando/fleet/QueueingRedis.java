package dev.parlando.fleet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import redis.clients.jedis.Protocol.Command;

/**
 * A server in virtual time that runs one call at a time, as Redis does: the network delays each message, and calls queue
 * while the server is busy. The calls run the real script on a real server. Confined to one thread.
 */
final class QueueingRedis implements AutoCloseable {
    static final long ONE_WAY_NANOS = 500_000;
    private static final long FIRST_CALL_NANOS = 100_000;
    private static final int CALLS_PER_SAMPLE = 500;

    private final RedisServer server;
    private final VirtualTime time;
    private final VirtualTimeScript script;
    private final Consumer<String> onAsked;
    private final boolean measured;
    private long callNanos;
    private long busyUntilNanos;
    private double cpuSeconds;
    private int unsampledCalls;
    long calls;

    /**
     * Creates a server.
     *
     * @param callMicros time of a call; 0 to use the processor time of the real server
     * @param onAsked called with the id of an engine when a message reaches it
     */
    QueueingRedis(
            RedisServer server, FleetSettings settings, VirtualTime time, long callMicros, Consumer<String> onAsked) {
        this.server = server;
        this.time = time;
        this.script = new VirtualTimeScript(settings);
        this.onAsked = onAsked;
        this.measured = callMicros == 0;
        this.callNanos = measured ? FIRST_CALL_NANOS : callMicros * 1_000;
        server.call(Command.FLUSHALL);
        this.cpuSeconds = readCpuSeconds();
    }

    /** Sends the report of an engine; the reply arrives after the delays of the network and of the calls before it. */
    void send(FleetMember.Report report, Consumer<List<Long>> onReply) {
        time.in(ONE_WAY_NANOS, () -> {
            busyUntilNanos = Math.max(busyUntilNanos, time.nowNanos()) + callNanos;
            time.in(busyUntilNanos - time.nowNanos(), () -> {
                List<Long> reply = run(report.keys(), report.arguments());
                time.in(ONE_WAY_NANOS, () -> onReply.accept(reply));
            });
        });
    }

    /** Runs the script now. */
    List<Long> run(List<String> keys, List<String> arguments) {
        VirtualTimeScript.Reply reply = script.run(keys, arguments, time.nowNanos() / 1_000_000);
        calls++;
        reply.asked().forEach(id -> time.in(ONE_WAY_NANOS, () -> onAsked.accept(id)));
        if (measured && ++unsampledCalls == CALLS_PER_SAMPLE) {
            sampleCpuTime();
        }
        return reply.values();
    }

    private void sampleCpuTime() {
        double seconds = readCpuSeconds();
        callNanos = Math.round((seconds - cpuSeconds) * 1e9 / unsampledCalls);
        cpuSeconds = seconds;
        unsampledCalls = 0;
    }

    /** Returns the processor time that the real server has used, with that for its connections. */
    double readCpuSeconds() {
        String info =
                new String((byte[]) Objects.requireNonNull(server.call(Command.INFO, "cpu")), StandardCharsets.UTF_8);
        return info.lines()
                .filter(line -> line.startsWith("used_cpu_user:") || line.startsWith("used_cpu_sys:"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    /** Fails if the counters differ from a count of all engines. */
    void checkCounters() {
        script.checkCounters();
    }

    @Override
    public void close() {
        script.close();
    }
}
