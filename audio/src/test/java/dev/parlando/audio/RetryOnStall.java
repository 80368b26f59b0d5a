package dev.parlando.audio;

/**
 * Tries again what failed while the machine stood still, which a {@link StallMonitor} has to prove: a sound that comes late from
 * threads that were not let run is not the player's fault. What fails otherwise has failed.
 */
final class RetryOnStall {
    private static final System.Logger LOGGER = System.getLogger(RetryOnStall.class.getName());
    private static final int ATTEMPTS = 5;

    /** Is a test by ear; it begins anew each time. */
    interface Attempt {
        void run() throws Exception;
    }

    private RetryOnStall() {}

    /**
     * Runs a test until it succeeds or cannot be excused.
     *
     * @param blamableMillis how long the machine must have stood still to be blamed
     */
    static void run(double blamableMillis, Attempt attempt) throws Exception {
        for (int left = ATTEMPTS; ; left--) {
            try (StallMonitor witness = new StallMonitor()) {
                try {
                    attempt.run();
                    return;
                } catch (AssertionError failure) {
                    double stallMillis = witness.longestStallMillis();
                    if (left == 1 || stallMillis < blamableMillis) {
                        throw new AssertionError(
                                failure.getMessage() + "; the longest stall was " + stallMillis + " ms", failure);
                    }
                    LOGGER.log(System.Logger.Level.WARNING, "stood still for " + stallMillis + " ms; again", failure);
                }
            }
        }
    }
}
