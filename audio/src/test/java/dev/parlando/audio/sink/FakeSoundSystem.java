package dev.parlando.audio.sink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import org.jspecify.annotations.Nullable;

/**
 * A sound system with fake devices and line threads. A line thread runs in the caller when it is woken, until it has
 * nothing to do or a call hangs.
 */
public final class FakeSoundSystem implements SoundSystem {
    final FakeSinkClock time = new FakeSinkClock();
    final List<AudioDevice> devices = new ArrayList<>();
    final List<FakeLine> lines = new ArrayList<>();
    /** The openings requested, such as {@code A 24000x1}. */
    final List<String> openings = new ArrayList<>();
    /** The devices whose opening does not return. */
    final List<String> hanging = new ArrayList<>();
    /** Whether the list of devices does not return. */
    boolean listingHangs;
    /** The devices that are busy. */
    public final List<String> busy = new ArrayList<>();

    Predicate<AudioFormat> supported = format -> true;
    Consumer<FakeLine> onOpen = line -> {};
    int grantedBytes = Integer.MAX_VALUE;
    LineShape shape = LineShape.IDEAL;

    /** The line threads, with the time of their next step. */
    private final Map<LineWorker, Long> works = new LinkedHashMap<>();

    private final List<LineWorker> hung = new ArrayList<>();

    public FakeSoundSystem(String... names) {
        time.onWait = this::runDue;
        for (String name : names) {
            devices.add(new AudioDevice(name, "", devices.isEmpty(), DeviceFormats.ANY));
        }
    }

    @Override
    public List<AudioDevice> outputs() {
        if (listingHangs) {
            throw new FakeLine.Hangs();
        }
        return List.copyOf(devices);
    }

    @Override
    public boolean servicesLines() {
        return shape.serviceNanos() > 0;
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
        FakeLine line = new FakeLine(format, Math.min(bufferBytes, grantedBytes), time, shape);
        onOpen.accept(line);
        lines.add(line);
        return line;
    }

    /** Runs the steps of a line, and returns a function that runs them again when the line is woken. */
    Runnable thread(LineWorker work) {
        Runnable wake = () -> run(work);
        works.put(work, time.nanoTime());
        wake.run();
        return wake;
    }

    private void run(LineWorker work) {
        if (hung.contains(work)) {
            return;
        }
        try {
            long nanos = 0;
            while (nanos == 0) {
                nanos = work.step(); // Until there is nothing to do.
            }
            boolean rests = nanos == LineWorker.FOREVER || nanos == LineWorker.ENDED;
            works.put(work, rests ? LineWorker.FOREVER : time.nanoTime() + nanos);
        } catch (FakeLine.Hangs forever) {
            hung.add(work);
        }
    }

    private void runDue() {
        for (Map.Entry<LineWorker, Long> work : works.entrySet()) {
            if (time.nanoTime() >= work.getValue()) {
                run(work.getKey());
            }
        }
    }

    /** Returns a sink on a device, or on the default device if the name is null. */
    public LineSink sink(@Nullable String device) {
        return new LineSink(device, 100, this, time, this::thread);
    }

    /** Makes another device the default. */
    public void makeDefault(String name) {
        devices.replaceAll(device -> new AudioDevice(
                device.name(), device.description(), device.name().equals(name), device.formats()));
    }

    /** Removes the device of the line opened last, which no longer accepts samples. */
    public void loseDevice(String name) {
        busy.add(name);
        line().takesBytes = 0;
    }

    /** Advances the time and runs the line threads whose next step is due after each millisecond. */
    public void pass(int millis) {
        for (int i = 0; i < millis; i++) {
            time.passMillis(1);
            runDue();
        }
    }

    /** Lets hung calls return, or hang again. */
    void unhang() {
        hung.clear();
        works.keySet().forEach(this::run);
    }

    FakeLine line() {
        return lines.get(lines.size() - 1);
    }
}
