package dev.parlando.audio.internal.player;

/** Plays arrivals without a device: sound is a fluid that runs out as fast as time passes, on a clock of its own. */
final class PlayoutSimulation {
    /** Decides when there is enough to begin and to go on. */
    interface Policy {
        void begin();

        void arrived(double nowMillis, double totalMillis);

        /** Returns how much must be there at that time to begin. */
        double startMillis(double nowMillis);

        /** Returns how long it is until less will do. */
        double millisUntilLessWillDo(double nowMillis);

        double resumeMillis();

        void ranDry(double gapMillis);

        void end();
    }

    /** Tells how an utterance was heard: how long after its first piece it began, and how it was interrupted. */
    record Outcome(double delayMillis, int underruns, double silentMillis) {}

    private static final double NEVER = Double.POSITIVE_INFINITY;
    /** Less than what one audio frame lasts is no gap. */
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

    /** Plays an utterance whose clock begins at 0 again; the policy may know another time. */
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
        goOnIf(true); // All is there.
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
