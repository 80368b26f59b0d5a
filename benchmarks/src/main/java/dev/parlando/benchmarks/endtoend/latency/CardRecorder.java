package dev.parlando.benchmarks.endtoend.latency;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A recorder of the virtual sound card of {@code .ci/audio-sink.sh}, with the playback time of each sample.
 *
 * <p>Samples arrive in blocks, which may be read in parts. The card mixes a block immediately before it plays it, and
 * delivers it with a small, varying delay. The median block determines the time of all samples.
 *
 * <p>The card mixes blocks of the smallest latency that any of its clients requests. The recorder requests a large one, so
 * that the player alone determines the block.
 *
 * <p>Threading: safe for use from any thread.
 */
final class CardRecorder implements AutoCloseable {
    static final int RATE_HZ = 48_000;

    /**
     * The latency requested by the recorder, larger than that of any player here. A card that replaces samples needs a
     * small one, because the recorder receives samples when they are mixed.
     */
    private static final int LATENCY_MILLIS = Integer.getInteger("recorder.millis", 500);
    /** Reads that follow each other faster than this belong to one block. */
    private static final long SAME_BLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final int LIMIT_SECONDS = 60;
    private static final int SETTLING_MILLIS = 300;

    /** A section of the recording. Immutable. */
    static final class Recording {
        private final short[] samples;
        private final long beganNanos;
        private final double blockMillis;

        private Recording(short[] samples, long beganNanos, double blockMillis) {
            this.samples = samples;
            this.beganNanos = beganNanos;
            this.blockMillis = blockMillis;
        }

        /** Returns the median duration of the blocks that contain sound. */
        double blockMillis() {
            return blockMillis;
        }

        /** Returns the samples. The caller must not modify them. */
        short[] samples() {
            return samples;
        }

        /** Returns when a sample was played, on the clock of {@link System#nanoTime()}. */
        long nanos(int sample) {
            return beganNanos + TimeUnit.SECONDS.toNanos(sample) / RATE_HZ;
        }
    }

    private final Process parec;
    private final Thread reader = new Thread(this::read, "recorder");
    private final List<Integer> blocks = new ArrayList<>();
    private short[] samples = new short[10 * RATE_HZ];
    private int count;
    private final List<Long> beganNanos = new ArrayList<>();
    private long lastReadNanos;
    private int zeros;
    private boolean ended;

    /** Starts the recording and waits until the card is silent. */
    CardRecorder() throws IOException, InterruptedException {
        parec = new ProcessBuilder(
                        "parec",
                        "--device=@DEFAULT_MONITOR@",
                        "--rate=" + RATE_HZ,
                        "--channels=1",
                        "--format=s16le",
                        "--latency-msec=" + LATENCY_MILLIS,
                        "--raw")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        reader.setDaemon(true);
        reader.start();
        awaitSilence(SETTLING_MILLIS);
    }

    private void read() {
        byte[] some = new byte[8192];
        int odd = 0;
        try (InputStream sound = parec.getInputStream()) {
            for (int more = sound.read(some, odd, some.length - odd);
                    more > 0;
                    more = sound.read(some, odd, some.length - odd)) {
                int bytes = odd + more;
                append(some, bytes / 2, System.nanoTime());
                odd = bytes % 2;
                some[0] = some[bytes - 1]; // The first byte of an incomplete sample, if any.
            }
        } catch (IOException stopped) {
            // Stopping the process closes its output.
        }
        end();
    }

    private synchronized void append(byte[] some, int more, long now) {
        boolean sameBlock = now - lastReadNanos < SAME_BLOCK_NANOS;
        lastReadNanos = now;
        if (!sameBlock) {
            beganNanos.add(now - TimeUnit.SECONDS.toNanos(count) / RATE_HZ);
        }
        if (count + more > samples.length) {
            samples = Arrays.copyOf(samples, 2 * samples.length);
        }
        for (int i = 0; i < more; i++) {
            short sample = (short) ((some[2 * i] & 0xFF) | some[2 * i + 1] << 8);
            zeros = sample == 0 ? zeros + 1 : 0;
            samples[count++] = sample;
        }
        addToBlock(more, sameBlock);
        notifyAll();
    }

    private void addToBlock(int more, boolean sameBlock) {
        if (sameBlock && !blocks.isEmpty()) {
            int last = blocks.size() - 1;
            blocks.set(last, blocks.get(last) + more);
        } else if (zeros < more) { // Silence is mixed in blocks of other lengths.
            blocks.add(more);
        }
    }

    private static long median(List<? extends Number> values) {
        long[] sorted = values.stream().mapToLong(Number::longValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Discards the recorded samples and starts a new take. */
    synchronized void begin() {
        count = 0;
        beganNanos.clear();
        blocks.clear();
    }

    /** Waits until the card has been silent for the given time. */
    synchronized void awaitSilence(int millis) throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        zeros = 0;
        while (zeros < millis * (RATE_HZ / 1000)) {
            if (ended || System.nanoTime() - endNanos > 0) {
                throw new IllegalStateException("no silence to record: is the sound card of .ci/audio-sink.sh there?");
            }
            wait(TimeUnit.SECONDS.toMillis(1));
        }
    }

    /** Returns the samples recorded since the take started. */
    synchronized Recording recording() {
        return new Recording(Arrays.copyOf(samples, count), median(beganNanos), median(blocks) * 1000.0 / RATE_HZ);
    }

    @Override
    public void close() {
        parec.destroy();
    }
}
