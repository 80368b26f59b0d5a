package dev.parlando.fleet;

import java.util.ArrayList;
import java.util.List;

/**
 * The script of an exchange on a real server, with a clock of the test. It returns its messages instead of publishing
 * them.
 */
final class VirtualTimeScript implements AutoCloseable {
    static final String ACCOUNT = "parlando:fleet2:{test}";
    static final String GROUP = ACCOUNT + ":group:standard";
    static final String INDEX = ACCOUNT + ":index:standard";
    private static final FleetScript EXCHANGE = FleetScript.of("local asked = {}\n"
            + replace(
                    replace(
                            replace(
                                    FleetScript.EXCHANGE.text(),
                                    "redis.call('TIME')",
                                    "{ARGV[#ARGV - 1], ARGV[#ARGV]}"),
                            "redis.call('PUBLISH', KEYS[1] .. ':' .. changed, '')",
                            "asked[#asked + 1] = changed"),
                    "return reply\n",
                    "return {reply, asked}\n"));
    private static final FleetScript RECOUNT = FleetScript.load("recount.lua");

    private final RedisLink link;

    VirtualTimeScript(FleetSettings settings) {
        this.link = new RedisLink(settings);
    }

    /**
     * The reply to an exchange. Immutable.
     *
     * @param values the values for the engine
     * @param asked ids of the engines that are asked for an exchange
     */
    record Reply(List<Long> values, List<String> asked) {}

    private static String replace(String script, String part, String replacement) {
        int at = script.lastIndexOf(part);
        if (at < 0) {
            throw new IllegalStateException("the script has no " + part);
        }
        return script.substring(0, at) + replacement + script.substring(at + part.length());
    }

    Reply run(List<String> keys, List<String> arguments, long nowMillis) {
        List<String> all = new ArrayList<>(arguments);
        all.add(Long.toString(nowMillis / 1_000));
        all.add(Long.toString(nowMillis % 1_000 * 1_000));
        List<?> reply = (List<?>) link.run(EXCHANGE, keys, all);
        return new Reply(
                ((List<?>) reply.get(0)).stream().map(Long.class::cast).toList(),
                ((List<?>) reply.get(1)).stream().map(RedisLink::text).toList());
    }

    /** Fails if the counters or the index of the group differ from a count of all engines. */
    void checkCounters() {
        String difference = RedisLink.text(link.run(RECOUNT, List.of(GROUP, INDEX), List.of()));
        if (!difference.isEmpty()) {
            throw new AssertionError(difference);
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
