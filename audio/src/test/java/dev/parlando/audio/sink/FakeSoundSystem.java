package dev.parlando.audio.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/**
 * A sound system with fake devices and line threads. A line thread runs in the caller when it is woken, until it has
 * nothing to do or a call hangs.
 */
final class FakeSoundSystem implements SoundSystem {
    final FakeSinkClock time = new FakeSinkClock();
    final List<AudioDevice> devices = new ArrayList<>();
    final List<FakeLine> lines = new ArrayList<>();
    /** The openings requested, such as {@code A 24000x1}. */
    final List<String> openings = new ArrayList<>();
    /** The devices whose opening does not return. */
    final List<String> hanging = new ArrayList<>();
    /** The devices that are busy. */
    final List<String> busy = new ArrayList<>();

    Predicate<AudioFormat> supported = format -> true;
    Consumer<FakeLine> onOpen = line -> {};
    int grantedBytes = Integer.MAX_VALUE;

    private final List<LineWorker> works = new ArrayList<>();
    private final List<LineWorker> hung = new ArrayList<>();

    FakeSoundSystem(String... names) {
        time.onWait = () -> works.forEach(this::run);
        for (String name : names) {
            devices.add(new AudioDevice(name, "", devices.isEmpty(), DeviceFormats.ANY));
        }
    }

    @Override
    public List<AudioDevice> outputs() {
        return List.copyOf(devices);
    }

    @Override
    public SourceDataLine open(AudioDevice device, AudioFormat format, int bufferBytes)
            throws LineUnavailableException {
        openings.add(device.name() + " " + (int) format.getSampleRate() + "x" + format.getChannels());
        if (hanging.contains(device.name())) {
            throw new FakeLine.Hangs();
        }
        if (busy.contains(device.name())) {
            throw new LineUnavailableException("the format is not supported");
        }
        if (!supported.test(format)) {
            throw new IllegalArgumentException("no line matches");
        }
        FakeLine line = new FakeLine(format, Math.min(bufferBytes, grantedBytes), time);
        onOpen.accept(line);
        lines.add(line);
        return line;
    }

    /** Runs the steps of a line, and returns a function that runs them again when the line is woken. */
    Runnable thread(LineWorker work) {
        Runnable wake = () -> run(work);
        works.add(work);
        wake.run();
        return wake;
    }

    private void run(LineWorker work) {
        if (hung.contains(work)) {
            return;
        }
        try {
            while (work.step() == 0) {
                // Run until there is nothing to do.
            }
        } catch (FakeLine.Hangs forever) {
            hung.add(work);
        }
    }

    /** Advances the time and runs the line threads after each millisecond. */
    void pass(int millis) {
        for (int i = 0; i < millis; i++) {
            time.passMillis(1);
            works.forEach(this::run);
        }
    }

    /** Lets hung calls return, or hang again. */
    void unhang() {
        hung.clear();
        works.forEach(this::run);
    }

    FakeLine line() {
        return lines.get(lines.size() - 1);
    }
}
