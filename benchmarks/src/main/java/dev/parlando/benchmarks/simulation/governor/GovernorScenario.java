package dev.parlando.benchmarks.simulation.governor;

import static dev.parlando.benchmarks.simulation.governor.VirtualTime.NANOS_PER_SECOND;

import java.util.ArrayList;
import java.util.List;

/**
 * The conditions under which contenders are compared.
 *
 * @param limit the number of concurrent streams that the service accepts
 * @param engines the number of clients that share the limit
 * @param event the disturbance during the scenario
 * @param load the rate of randomly arriving work as a fraction of the limit's capacity; zero if callers always have
 *     more work
 * @param queueLength the number of requests that the service queues, or {@link #AS_LONG_AS_LIMIT}
 * @param countsQueued whether the response headers count the requests queued at the service
 * @param headersLost the fraction of responses without concurrency headers
 * @param headersLostFromNanos the time from which headers are lost
 */
record GovernorScenario(
        String name,
        int limit,
        int engines,
        Event event,
        double load,
        int queueLength,
        boolean countsQueued,
        double headersLost,
        long headersLostFromNanos) {

    /** The possible disturbances. */
    enum Event {
        NONE,
        /** Other users of the account come and go. */
        OTHERS,
        /** The limit is halved and later doubled. */
        CHANGES,
        /** The service is overloaded for a while. */
        BUSY_SPELL,
        /** All callers are silent for twenty seconds of every thirty. */
        BURSTS
    }

    static final int AS_LONG_AS_LIMIT = -1;
    static final double ALWAYS_MORE = 0;

    /** The end of the warm-up, which is counted separately. */
    static final long WARM_UP_NANOS = 10 * NANOS_PER_SECOND;

    static final long HALVED_NANOS = 45 * NANOS_PER_SECOND;
    static final long HALF_TIME_NANOS = 65 * NANOS_PER_SECOND;
    static final long BUSY_FROM_NANOS = 45 * NANOS_PER_SECOND;
    static final long BUSY_UNTIL_NANOS = 55 * NANOS_PER_SECOND;
    static final long DOUBLED_NANOS = 80 * NANOS_PER_SECOND;
    static final long END_NANOS = 120 * NANOS_PER_SECOND;

    private static final long BURST_NANOS = 10 * NANOS_PER_SECOND;
    private static final long BURST_EVERY_NANOS = 30 * NANOS_PER_SECOND;
    private static final int CALLERS_PER_PLACE = 4;

    /** Returns the number of callers, each of which offers its next utterance when its last one has ended. */
    int callers() {
        return CALLERS_PER_PLACE * limit;
    }

    boolean isOpenLoop() {
        return load > ALWAYS_MORE;
    }

    boolean has(Event which) {
        return event == which;
    }

    int queueLengthFor(int maximum) {
        return queueLength == AS_LONG_AS_LIMIT ? maximum : queueLength;
    }

    /** Returns how long a caller with a new utterance must stay silent. */
    long silentNanos(long nowNanos) {
        long sinceBurstNanos = nowNanos % BURST_EVERY_NANOS;
        return has(Event.BURSTS) && sinceBurstNanos >= BURST_NANOS ? BURST_EVERY_NANOS - sinceBurstNanos : 0;
    }

    /** Returns all scenarios, starting with those without disturbances. */
    static List<GovernorScenario> all() {
        List<GovernorScenario> all = new ArrayList<>();
        for (int engines : new int[] {1, 4}) {
            for (int limit : new int[] {5, 10, 30}) {
                all.add(plain(limit, engines));
            }
            all.addAll(special(engines));
        }
        return all;
    }

    /** Returns a scenario without disturbances in which work is always queued. */
    static GovernorScenario plain(int limit, int engines) {
        String name = "limit " + limit + (engines == 1 ? "" : ", " + engines + " engines");
        return new GovernorScenario(
                name, limit, engines, Event.NONE, ALWAYS_MORE, AS_LONG_AS_LIMIT, true, 0, END_NANOS);
    }

    private static List<GovernorScenario> special(int engines) {
        GovernorScenario plain = plain(10, engines);
        return List.of(
                plain.withLoad("load 70 %", 0.7),
                plain.withLoad("load 130 %", 1.3),
                plain.withEvent("bursts", Event.BURSTS),
                plain.withEvent("other clients come and go", Event.OTHERS),
                plain.withEvent("halved and doubled", Event.CHANGES),
                plain.withEvent("service busy for 10 s", Event.BUSY_SPELL),
                plain.withQueue("service queue of 2", 2, true),
                plain.withQueue("no service queue", 0, true),
                plain.withQueue("headers do not count the queue", AS_LONG_AS_LIMIT, false),
                plain.withHeadersLost("10 % of headers lost", 0.1, 0),
                plain.withHeadersLost("50 % of headers lost", 0.5, 0),
                plain.withHeadersLost("headers lost from half-time", 1, HALF_TIME_NANOS),
                plain.withHeadersLost("no headers", 1, 0));
    }

    GovernorScenario withEvent(String what, Event newEvent) {
        return new GovernorScenario(
                named(what),
                limit,
                engines,
                newEvent,
                load,
                queueLength,
                countsQueued,
                headersLost,
                headersLostFromNanos);
    }

    private GovernorScenario withLoad(String what, double newLoad) {
        return new GovernorScenario(
                named(what),
                limit,
                engines,
                event,
                newLoad,
                queueLength,
                countsQueued,
                headersLost,
                headersLostFromNanos);
    }

    private GovernorScenario withQueue(String what, int length, boolean counted) {
        return new GovernorScenario(
                named(what), limit, engines, event, load, length, counted, headersLost, headersLostFromNanos);
    }

    GovernorScenario withHeadersLost(String what, double part, long fromNanos) {
        return new GovernorScenario(
                named(what), limit, engines, event, load, queueLength, countsQueued, part, fromNanos);
    }

    private String named(String what) {
        return name + ", " + what;
    }
}
