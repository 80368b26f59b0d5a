package dev.parlando.benchmarks.governor;

import static dev.parlando.benchmarks.governor.VirtualTime.NANOS_PER_SECOND;

import java.util.ArrayList;
import java.util.List;

/**
 * Describes what clients are put through.
 *
 * @param limit streams at once that the service takes
 * @param engines clients that share the limit
 * @param load work that comes by chance, as a part of what the limit can do; none if callers always have more
 * @param queueLength how many requests wait at the service, or {@link #AS_LONG_AS_LIMIT}
 * @param countsQueued whether heads count the requests that wait at the service
 * @param others whether other users of the account come and go
 * @param changing whether the limit is halved and then doubled
 * @param busy whether the service is overloaded for a while
 * @param headsLost the part of the heads that say nothing of concurrency
 * @param headsLostFromNanos from when on
 */
record Scenario(
        String name,
        int limit,
        int engines,
        double load,
        int queueLength,
        boolean countsQueued,
        boolean others,
        boolean changing,
        boolean busy,
        double headsLost,
        long headsLostFromNanos) {

    static final int AS_LONG_AS_LIMIT = -1;
    static final double ALWAYS_MORE = 0;

    /** What happens before is the start, which is counted apart. */
    static final long WARM_UP_NANOS = 10 * NANOS_PER_SECOND;

    static final long HALVED_NANOS = 45 * NANOS_PER_SECOND;
    static final long HALF_TIME_NANOS = 65 * NANOS_PER_SECOND;
    static final long BUSY_FROM_NANOS = 45 * NANOS_PER_SECOND;
    static final long BUSY_UNTIL_NANOS = 55 * NANOS_PER_SECOND;
    static final long DOUBLED_NANOS = 80 * NANOS_PER_SECOND;
    static final long END_NANOS = 120 * NANOS_PER_SECOND;

    private static final int CALLERS_PER_PLACE = 4;

    /** Returns how many callers there are, each of which offers its next utterance when the last one is over. */
    int callers() {
        return CALLERS_PER_PLACE * limit;
    }

    boolean isOpen() {
        return load > ALWAYS_MORE;
    }

    int queueLengthFor(int maximum) {
        return queueLength == AS_LONG_AS_LIMIT ? maximum : queueLength;
    }

    /** Returns all, plain ones first. */
    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (int engines : new int[] {1, 4}) {
            for (int limit : new int[] {5, 10, 30}) {
                all.add(plain(limit, engines));
            }
            all.addAll(special(engines));
        }
        return all;
    }

    /** Returns a scenario in which nothing happens: work waits always. */
    static Scenario plain(int limit, int engines) {
        String name = "limit " + limit + (engines == 1 ? "" : ", " + engines + " engines");
        return new Scenario(
                name, limit, engines, ALWAYS_MORE, AS_LONG_AS_LIMIT, true, false, false, false, 0, END_NANOS);
    }

    private static List<Scenario> special(int engines) {
        Scenario plain = plain(10, engines);
        return List.of(
                plain.withLoad("load 70 %", 0.7),
                plain.withLoad("load 130 %", 1.3),
                plain.withOthers(),
                plain.withChanges(),
                plain.withQueue("2 places in the service's queue", 2, true),
                plain.withQueue("no queue at the service", 0, true),
                plain.withQueue("heads do not count the queue", AS_LONG_AS_LIMIT, false),
                plain.withHeadsLost("10 % of heads lost", 0.1, 0),
                plain.withHeadsLost("50 % of heads lost", 0.5, 0),
                plain.withHeadsLost("heads lost from half-time", 1, HALF_TIME_NANOS),
                plain.withHeadsLost("no heads ever", 1, 0),
                plain.withBusySpell());
    }

    private Scenario withLoad(String what, double newLoad) {
        return new Scenario(
                named(what), limit, engines, newLoad, queueLength, countsQueued, others, changing, busy, 0, END_NANOS);
    }

    Scenario withOthers() {
        String what = "others come and go";
        return new Scenario(
                named(what), limit, engines, load, queueLength, countsQueued, true, changing, busy, 0, END_NANOS);
    }

    Scenario withChanges() {
        String what = "halved and doubled";
        return new Scenario(
                named(what), limit, engines, load, queueLength, countsQueued, others, true, busy, 0, END_NANOS);
    }

    private Scenario withQueue(String what, int length, boolean counted) {
        return new Scenario(named(what), limit, engines, load, length, counted, others, changing, busy, 0, END_NANOS);
    }

    Scenario withHeadsLost(String what, double part, long fromNanos) {
        return new Scenario(
                named(what), limit, engines, load, queueLength, countsQueued, others, changing, busy, part, fromNanos);
    }

    private Scenario withBusySpell() {
        String what = "service busy for 10 s";
        return new Scenario(
                named(what), limit, engines, load, queueLength, countsQueued, others, changing, true, 0, END_NANOS);
    }

    private String named(String what) {
        return name + ", " + what;
    }
}
