package dev.parlando.audio.internal.player;

/** A simulated player without a device. Audio is a fluid that drains in real time, on a simulated clock. */
final class PlayoutSimulation {
    /** The policy that decides when enough audio is available to start or to resume. */
    interface Policy {
        void begin();

        void arrived(double nowMillis, double totalMillis);

        /** Returns the length of audio required to start at a time. */
        double startMillis(double nowMillis);

        /** Returns the time until a lower prefill suffices. */
        double millisUntilLessWillDo(double nowMillis);

        double resumeMillis();

        void ranDry(double gapMillis);

        void end();
    }

    /** The result of a simulated playback: the start delay after the first arrival, and the interruptions. */
    record Outcome(double delayMillis, int underruns, double silentMillis) {}

    private static final double NEVER = Double.POSITIVE_INFINITY;
    /** A gap shorter than one audio frame does not count. */
    private static final double TICK_MILLIS = 1e-3;

    private final Policy policy;
    private final ArrivalTrace arrivals;
    private double nowMillis;
    private double levelMillis;
    private boolean begun;
    private boolean playing;
    private double drySince;
    private double delayMillis;
    private int underruns;
    private double silentMillis;

    private PlayoutSimulation(Policy policy, ArrivalTrace arrivals) {
        this.policy = policy;
        this.arrivals = arrivals;
    }

    /** Plays one utterance on a clock that starts at 0. The policy may use a different time base. */
    static Outcome play(Policy policy, ArrivalTrace arrivals) {
        return new PlayoutSimulation(policy, arrivals).play();
    }

    private Outcome play() {
        policy.begin();
        double total = 0;
        for (ArrivalTrace.Arrival arrival : arrivals.list()) {
            runUntil(arrival.atMillis());
            levelMillis += arrival.totalMillis() - total;
            total = arrival.totalMillis();
            policy.arrived(nowMillis, total);
            goOnIf(levelMillis >= (begun ? policy.resumeMillis() : policy.startMillis(nowMillis)));
        }
        goOnIf(true); // All audio has arrived.
        policy.end();
        return new Outcome(delayMillis, underruns, silentMillis);
    }

    private void runUntil(double millis) {
        double wait = begun || levelMillis == 0 ? NEVER : policy.millisUntilLessWillDo(nowMillis);
        if (wait > 0 && nowMillis + wait < millis) {
            nowMillis += wait;
            goOnIf(levelMillis >= policy.startMillis(nowMillis));
        }
        if (playing && levelMillis < millis - nowMillis - TICK_MILLIS) {
            playing = false;
            drySince = nowMillis + levelMillis;
            levelMillis = 0;
        } else if (playing) {
            levelMillis = Math.max(0, levelMillis - (millis - nowMillis));
        }
        nowMillis = millis;
    }

    private void goOnIf(boolean enough) {
        if (playing || !enough) {
            return;
        }
        playing = true;
        if (begun) {
            underruns++;
            silentMillis += nowMillis - drySince;
            policy.ranDry(nowMillis - drySince);
        } else {
            begun = true;
            delayMillis = nowMillis - arrivals.list().get(0).atMillis();
        }
    }
}
