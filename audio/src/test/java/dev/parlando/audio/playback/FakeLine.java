package dev.parlando.audio.playback;

import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.Control;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineListener;
import javax.sound.sampled.SourceDataLine;

/** Is a line that takes what the test lets it take, and lists what is done to it. */
final class FakeLine implements SourceDataLine {
    final List<String> calls = new ArrayList<>();
    final List<Byte> bytes = new ArrayList<>();
    /** What each write takes at most, in bytes. */
    int takesBytes = Integer.MAX_VALUE;
    /** Runs inside each write, as another thread would. */
    Runnable duringWrite = () -> {};

    private final AudioFormat format;
    private final int bufferBytes;
    private boolean open = true;

    FakeLine(AudioFormat format, int bufferBytes) {
        this.format = format;
        this.bufferBytes = bufferBytes;
    }

    @Override
    public int write(byte[] source, int offset, int length) {
        duringWrite.run();
        int taken = Math.min(length, takesBytes);
        for (int i = 0; i < taken; i++) {
            bytes.add(source[offset + i]);
        }
        return taken;
    }

    @Override
    public void start() {
        calls.add("start");
    }

    @Override
    public void stop() {
        calls.add("stop");
    }

    @Override
    public void flush() {
        calls.add("flush");
    }

    @Override
    public void close() {
        calls.add("close");
        open = false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public AudioFormat getFormat() {
        return format;
    }

    @Override
    public int getBufferSize() {
        return bufferBytes;
    }

    @Override
    public void drain() {
        throw new UnsupportedOperationException("has no deadline");
    }

    @Override
    public int available() {
        throw new UnsupportedOperationException("not to be trusted");
    }

    @Override
    public long getLongFramePosition() {
        throw new UnsupportedOperationException("not to be trusted");
    }

    @Override
    public int getFramePosition() {
        throw new UnsupportedOperationException("not to be trusted");
    }

    @Override
    public long getMicrosecondPosition() {
        throw new UnsupportedOperationException("not to be trusted");
    }

    @Override
    public void open(AudioFormat format, int bufferSize) {}

    @Override
    public void open(AudioFormat format) {}

    @Override
    public void open() {}

    @Override
    public boolean isRunning() {
        return true;
    }

    @Override
    public boolean isActive() {
        return true;
    }

    @Override
    public float getLevel() {
        return 0;
    }

    @Override
    public Line.Info getLineInfo() {
        return new DataLine.Info(SourceDataLine.class, format);
    }

    @Override
    public Control[] getControls() {
        return new Control[0];
    }

    @Override
    public boolean isControlSupported(Control.Type control) {
        return false;
    }

    @Override
    public Control getControl(Control.Type control) {
        throw new IllegalArgumentException("no controls");
    }

    @Override
    public void addLineListener(LineListener listener) {}

    @Override
    public void removeLineListener(LineListener listener) {}
}
