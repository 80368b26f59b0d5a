package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.PcmFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.SourceDataLine;
import org.junit.jupiter.api.Test;

/** Tests the real threads: samples reach the line, a hung thread is abandoned, and every thread ends. */
class LineWorkerTest {
    private static final PcmFormat MONO = new PcmFormat(24_000, 1);
    private static final short[] BURST = new short[480];
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);

    private final Queue<FakeLine> opened = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private boolean hangs;

    private final SoundSystem lines = new SoundSystem() {
        @Override
        public List<AudioDevice> outputs() {
            threads.add(Thread.currentThread());
            return List.of(new AudioDevice("A", "", true, DeviceFormats.ANY));
        }

        @Override
        public SourceDataLine open(AudioDevice device, AudioFormat format, int bufferBytes) {
            if (hangs) {
                hanging.countDown();
                awaitLatch(released);
            }
            opened.add(new FakeLine(format, bufferBytes, new FakeSinkClock()));
            return opened.element();
        }
    };

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private LineSink sink(SinkClock time) {
        return new LineSink(null, 100, lines, time, LineWorker::start);
    }

    private void assertThreadEnds() throws InterruptedException {
        Thread thread = threads.element();
        thread.join(PATIENCE_MILLIS);
        assertThat(thread.isAlive()).isFalse();
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).startsWith("parlando-line-");
        assertThat(thread.getPriority()).isEqualTo(Thread.MAX_PRIORITY);
        assertThat(thread).isNotSameAs(Thread.currentThread());
    }

    @Test
    void writesToLineAndEndsThreadOnClose() throws Exception {
        LineSink sink = sink(SinkClock.SYSTEM);
        sink.open(MONO);
        assertThat(sink.write(BURST, 0, 480)).isEqualTo(480);
        sink.discard();
        sink.close();
        assertThreadEnds();
        assertThat(opened.element().calls).startsWith("start", "flush").endsWith("close");
        assertThat(opened.element().bytes.size()).isIn(0, 960);
    }

    @Test
    void closesLineThatOpensTooLate() throws Exception {
        hangs = true;
        LineSink sink = sink(new SinkClock() {
            private long nanos;

            @Override
            public long nanoTime() {
                return nanos;
            }

            @Override
            public void await(long waitNanos) {
                awaitLatch(hanging);
                nanos += waitNanos;
            }
        });
        assertThatThrownBy(() -> sink.open(MONO)).hasMessageContaining("does not answer");
        sink.close();
        released.countDown();
        assertThreadEnds();
        assertThat(opened).allSatisfy(line -> assertThat(line.isOpen()).isFalse());
    }
}
