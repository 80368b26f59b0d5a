package dev.parlando.audio.sink;

import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.Control;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineListener;
import javax.sound.sampled.SourceDataLine;

/** A line with a fake clock that limits writes, hangs in chosen calls, and records all calls. */
final class FakeLine implements SourceDataLine {
    /** Simulates a call that does not return. */
    static final class Hangs extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** The time between two attempts of a write that waits for room, as at a buffer of 140 ms. */
    private static final long POLL_MILLIS = 35;

    final List<String> calls = new ArrayList<>();
    /** The bytes written after the start. */
    final List<Byte> bytes = new ArrayList<>();
    /** The parts of these bytes that a flush has removed before the card took them: start and end. */
    private final List<int[]> flushed = new ArrayList<>();
    /** The maximum number of bytes that each write accepts. */
    int takesBytes = Integer.MAX_VALUE;
    /** The name of the call that does not return. */
    String hangsIn = "";
    /** The name of the call that throws. */
    String failsIn = "";
    /** Whether the line reports no room, as some lines do when they are empty. */
    boolean hidesRoom;
    /** The number of writes that would have waited for room. */
    int waitingWrites;
    /** The time at which the line was closed. */
    long closedNanos;

    /** The card that plays the line. */
    final FakeCard card;

    private final AudioFormat format;
    private final int bufferBytes;
    private final FakeSinkClock time;
    private final LineShape shape;
    private boolean open = true;
    private boolean started;
    private boolean awaitsFlush;

    /** Creates a line that plays sample by sample, and accepts more than it has room for. */
    FakeLine(AudioFormat format, int bufferBytes, FakeSinkClock time) {
        this(format, bufferBytes, time, LineShape.IDEAL);
    }

    FakeLine(AudioFormat format, int bufferBytes, FakeSinkClock time, LineShape shape) {
        this.format = format;
        this.bufferBytes = bufferBytes;
        this.time = time;
        this.shape = shape;
        this.card = new FakeCard(shape, (int) format.getSampleRate(), bufferBytes / format.getFrameSize(), time);
    }

    private void call(String name) {
        calls.add(name);
        if (failsIn.equals(name)) {
            throw new IllegalStateException("the driver failed");
        }
        if (hangsIn.equals(name)) {
            throw new Hangs();
        }
    }

    @Override
    public int write(byte[] source, int offset, int length) {
        if (hangsIn.equals("write")) {
            throw new Hangs();
        }
        if (length > roomBytes()) {
            waitingWrites++;
        }
        int taken = Math.min(length, takesBytes);
        for (int i = 0; i < taken && started; i++) {
            bytes.add(source[offset + i]);
        }
        int waiting = taken / format.getFrameSize();
        while (!shape.equals(LineShape.IDEAL) && waiting > card.room()) {
            int part = (int) Math.max(0, card.room());
            card.write(part);
            waiting -= part;
            time.passMillis(POLL_MILLIS);
            if (!card.plays) {
                throw new Hangs();
            }
        }
        card.write(waiting);
        return taken;
    }

    /** Returns the bytes written after the start that no flush has removed. */
    List<Byte> keptBytes() {
        List<Byte> kept = new ArrayList<>();
        int from = 0;
        for (int[] range : flushed) {
            kept.addAll(bytes.subList(from, Math.max(from, range[0])));
            from = range[1];
        }
        kept.addAll(bytes.subList(from, bytes.size()));
        return kept;
    }

    /** Stops playing, like a hung sound server. */
    void standStill() {
        card.position();
        card.plays = false;
        awaitsFlush = false;
    }

    @Override
    public void start() {
        call("start");
        started = true;
        card.start();
    }

    @Override
    public void stop() {
        call("stop");
    }

    @Override
    public void flush() {
        call("flush");
        int removed = (int) Math.min(bytes.size(), card.queued() * format.getFrameSize());
        flushed.add(new int[] {bytes.size() - removed, bytes.size()});
        card.flush();
        card.plays |= awaitsFlush;
        awaitsFlush = false;
    }

    @Override
    public void close() {
        call("close");
        closedNanos = time.nanoTime();
        open = false;
    }

    @Override
    public long getLongFramePosition() {
        if (hangsIn.equals("position")) {
            throw new Hangs();
        }
        return card.position();
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

    /** Plays all overdue samples immediately, like a sound server that was not scheduled for some time. */
    void catchUp() {
        card.catchUp();
    }

    /** Lets the line play nothing until it is flushed, like one of PulseAudio that waits for a full buffer. */
    void awaitFlush() {
        standStill();
        awaitsFlush = true;
    }

    @Override
    public int available() {
        return hidesRoom ? 0 : roomBytes();
    }

    private int roomBytes() {
        return (int) card.room() * format.getFrameSize();
    }

    @Override
    public int getFramePosition() {
        throw new UnsupportedOperationException("wraps");
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
