package dev.parlando.libgdx;

import com.badlogic.gdx.audio.AudioDevice;
import com.badlogic.gdx.utils.GdxRuntimeException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An audio device that records its samples. Each write blocks until a condition allows it. */
final class RecordingDevice implements AudioDevice {
    private final boolean mono;
    private final Runnable beforeWrite;
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch disposed = new CountDownLatch(1);
    private short[] written = new short[0];
    volatile @Nullable String failure;
    volatile @Nullable Thread writer;
    volatile @Nullable Thread disposer;

    RecordingDevice(boolean mono, Runnable beforeWrite) {
        this.mono = mono;
        this.beforeWrite = beforeWrite;
    }

    synchronized short[] written() {
        return written.clone();
    }

    synchronized void awaitWritten(int samples) throws InterruptedException {
        while (written.length < samples) {
            wait();
        }
    }

    void awaitWriting() throws InterruptedException {
        writing.await();
    }

    void awaitDisposed() throws InterruptedException {
        disposed.await();
    }

    @Override
    public void writeSamples(short[] samples, int offset, int numSamples) {
        writer = Thread.currentThread();
        writing.countDown();
        beforeWrite.run();
        if (failure != null) {
            throw new GdxRuntimeException(failure);
        }
        synchronized (this) {
            written = Arrays.copyOf(written, written.length + numSamples);
            System.arraycopy(samples, offset, written, written.length - numSamples, numSamples);
            notifyAll();
        }
    }

    @Override
    public void writeSamples(float[] samples, int offset, int numSamples) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isMono() {
        return mono;
    }

    @Override
    public int getLatency() {
        return 2400;
    }

    @Override
    public void dispose() {
        if (disposer != null) {
            throw new AssertionError("disposed twice");
        }
        disposer = Thread.currentThread();
        disposed.countDown();
    }

    @Override
    public void setVolume(float volume) {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}
}
