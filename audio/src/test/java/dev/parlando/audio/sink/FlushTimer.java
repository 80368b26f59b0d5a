package dev.parlando.audio.sink;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.LongAccumulator;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import org.jspecify.annotations.Nullable;

/** Real lines whose flushes are timed. A long flush is the delay of a driver or of its sound server. */
public final class FlushTimer {
    private final SoundSystem real = new JavaSoundSystem();
    private final SoundSystem timed = new SoundSystem() {
        @Override
        public List<AudioDevice> outputs() {
            return real.outputs();
        }

        @Override
        public SourceDataLine open(AudioDevice device, AudioFormat format, int bufferBytes)
                throws LineUnavailableException {
            return timed(real.open(device, format, bufferBytes));
        }
    };
    private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);

    /** Creates a timer for any number of sinks. */
    public FlushTimer() {}

    /** Returns a sink on the default device whose flushes are timed. */
    public AudioSink sink(int bufferMillis) {
        return new LineSink(null, bufferMillis, timed, SinkClock.SYSTEM, LineWorker::start);
    }

    private SourceDataLine timed(SourceDataLine line) {
        return (SourceDataLine) Proxy.newProxyInstance(
                FlushTimer.class.getClassLoader(),
                new Class<?>[] {SourceDataLine.class},
                (proxy, method, args) -> call(line, method, args));
    }

    private @Nullable Object call(SourceDataLine line, Method method, Object @Nullable [] args) throws Throwable {
        long startNanos = System.nanoTime();
        try {
            return method.invoke(line, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            if (method.getName().equals("flush")) {
                longestNanos.accumulate(System.nanoTime() - startNanos);
            }
        }
    }

    public double longestMillis() {
        return longestNanos.get() / 1e6;
    }

    /** Clears all previous flushes. */
    public void forget() {
        longestNanos.reset();
    }
}
