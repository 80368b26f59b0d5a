package dev.parlando.benchmarks.endtoend.latency;

/** The chunk size of a service's audio and the time at which each chunk is sent. */
enum ArrivalPattern {
    /** A small chunk every 20 ms. */
    PACED(2_048) {
        @Override
        long dueMillis(int chunk, int chunkOfFirstSecond) {
            return chunk * 20L;
        }
    },
    /** A large chunk every 250 ms. */
    BURSTY(16_384) {
        @Override
        long dueMillis(int chunk, int chunkOfFirstSecond) {
            return chunk * 250L;
        }
    },
    /**
     * Like {@link #PACED}, with pauses of 300 ms after the third chunk and after the chunk that completes the first
     * second of sound.
     */
    STALLED(2_048) {
        @Override
        long dueMillis(int chunk, int chunkOfFirstSecond) {
            int stalls = (chunk >= 3 ? 1 : 0) + (chunk > chunkOfFirstSecond ? 1 : 0);
            return PACED.dueMillis(chunk, chunkOfFirstSecond) + stalls * 300L;
        }
    };

    private final int chunkBytes;

    ArrivalPattern(int chunkBytes) {
        this.chunkBytes = chunkBytes;
    }

    int chunkBytes() {
        return chunkBytes;
    }

    /**
     * Returns the time at which a chunk is sent, counted from the first.
     *
     * @param chunkOfFirstSecond the chunk that completes the first second of sound
     */
    abstract long dueMillis(int chunk, int chunkOfFirstSecond);
}
