package dev.parlando.benchmarks.endtoend.latency;

/** Says in which pieces a service sends its audio, and when each is due. */
enum ArrivalPattern {
    /** A little every 20 ms. */
    PACED(2_048) {
        @Override
        long dueMillis(int chunk, int chunkOfFirstSecond) {
            return chunk * 20L;
        }
    },
    /** Much at once every 250 ms. */
    BURSTY(16_384) {
        @Override
        long dueMillis(int chunk, int chunkOfFirstSecond) {
            return chunk * 250L;
        }
    },
    /** As {@link #PACED}, with a pause of 300 ms after the third piece and after the one that makes a second of sound whole. */
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
     * Returns when a piece is sent, counted from the first.
     *
     * @param chunkOfFirstSecond the piece that makes a second of sound whole
     */
    abstract long dueMillis(int chunk, int chunkOfFirstSecond);
}
