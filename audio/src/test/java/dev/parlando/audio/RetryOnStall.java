package dev.parlando.audio;

/**
 * A retry policy for tests with a sound card. It repeats an attempt that failed during a stall of the machine, as
 * confirmed by a {@link StallMonitor}. Late audio from descheduled threads is not a defect of the player. Any other failure
 * is final.
 */
final class RetryOnStall {
    private static final System.Logger LOGGER = System.getLogger(RetryOnStall.class.getName());
    private static final int ATTEMPTS = 5;

    /** A test body with a recording, which must be repeatable. */
    interface Attempt {
        void run() throws Exception;
    }

    private RetryOnStall() {}

    /**
     * Runs a test until it succeeds or fails without an excuse.
     *
     * @param blamableMillis the minimum stall of the machine that excuses a failure
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
