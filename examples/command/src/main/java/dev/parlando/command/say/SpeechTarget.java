package dev.parlando.command.say;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AtomicFile;
import dev.parlando.audio.sink.AudioDevices;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.LineSink;
import dev.parlando.audio.sink.NullSink;
import dev.parlando.audio.sink.WavFileSink;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.PlaybackException;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechSource;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The destination of an utterance. It is opened before the service is called, so that an unwritable file or a missing
 * device costs no credits.
 *
 * <p>Threading: the main thread opens it and speaks; any thread may close it. Mutable state is guarded by the object's
 * monitor.
 */
public final class SpeechTarget implements AutoCloseable {
    /** The names of the standard output. */
    private static final Set<Path> STANDARD_OUTPUT =
            Set.of(Path.of("-"), Path.of("/dev/stdout"), Path.of("/dev/fd/1"), Path.of("/proc/self/fd/1"));

    /** Connects the service to the target. */
    private interface OutputFactory {
        SpeechOutput open(SpeechSource source, SayText text);
    }

    private final OutputFactory factory;
    private final Runnable discard;

    @GuardedBy("this")
    private @Nullable SpeechOutput speaking;

    @GuardedBy("this")
    private boolean closed;

    private SpeechTarget(OutputFactory factory, Runnable discard) {
        this.factory = factory;
        this.discard = discard;
    }

    /**
     * Opens the target.
     *
     * @param out the file or standard output to write, or null to play
     * @param device name of the device, {@code none} for no device, or null for the default device
     */
    static SpeechTarget open(@Nullable Path out, @Nullable String device, OutputFormat format, PrintWriter err) {
        if (out != null && !isWav(out)) {
            return toDestination(destination(out));
        }
        PcmFormat expected = new PcmFormat(format.sampleRateHz(), 1);
        if (out != null) {
            return toSink(new WavFileSink(out), expected);
        }
        if (device == null) {
            return toDefaultDevice(expected, err);
        }
        return toSink(sink(device), expected);
    }

    /** Returns the sink for a device name: a null sink for {@code none}, the default device for null. */
    public static AudioSink sink(@Nullable String device) {
        return "none".equals(device) ? new NullSink() : new LineSink(device, LineSink.DEFAULT_BUFFER_MILLIS);
    }

    /** Returns whether a target is the standard output, to which the report cannot be written as well. */
    static boolean isStandardOutput(@Nullable Path out) {
        return out != null && STANDARD_OUTPUT.contains(out);
    }

    /** Returns whether a target is heard while it receives the speech, unlike a file. */
    static boolean isHeardImmediately(@Nullable Path out) {
        return out == null || isStandardOutput(out);
    }

    private static boolean isWav(Path out) {
        return out.toString().toLowerCase(Locale.ROOT).endsWith(".wav");
    }

    private static ByteDestination destination(Path out) {
        if (isStandardOutput(out)) {
            return ByteDestination.standardOutput();
        }
        AtomicFile file = new AtomicFile(out);
        file.open();
        return ByteDestination.file(file);
    }

    private static SpeechTarget toDestination(ByteDestination destination) {
        return new SpeechTarget((source, text) -> new FileOutput(source, text, destination), destination::close);
    }

    private static SpeechTarget toSink(AudioSink sink, PcmFormat expected) {
        sink.open(expected);
        return new SpeechTarget((source, text) -> new PlaybackOutput(source, text, sink), sink::close);
    }

    private static SpeechTarget toDefaultDevice(PcmFormat expected, PrintWriter err) {
        try {
            return toSink(new LineSink(), expected);
        } catch (PlaybackException noDevice) {
            Path file = freeName();
            WavFileSink sink = new WavFileSink(file);
            sink.open(expected);
            boolean none = AudioDevices.outputs().isEmpty();
            String notice = "parlando: "
                    + (none ? "there is no sound device" : "the default sound device cannot be used")
                    + ", so this goes to " + file.toAbsolutePath();
            return new SpeechTarget((source, text) -> speakInto(sink, source, text, notice, err), sink::close);
        }
    }

    private static SpeechOutput speakInto(
            AudioSink sink, SpeechSource source, SayText text, String notice, PrintWriter err) {
        err.println(notice);
        err.flush();
        return new PlaybackOutput(source, text, sink);
    }

    /** Returns the name of a file in the current folder that neither exists nor is being written. */
    private static Path freeName() {
        for (int number = 1; ; number++) {
            Path file = Path.of("parlando-" + number + ".wav");
            if (!Files.exists(file) && !Files.exists(Path.of(file + ".part"))) {
                return file;
            }
        }
    }

    /** Speaks the text and delivers the speech to the target. Closing the returned utterance closes the target. */
    synchronized SpeechOutput speak(SpeechSource source, SayText text) {
        if (closed) {
            throw new EngineClosedException("interrupted before anything was spoken");
        }
        SpeechOutput started = factory.open(source, text);
        speaking = started;
        return started;
    }

    /** Stops the running utterance immediately and deletes an incomplete file. */
    @Override
    public void close() {
        SpeechOutput started;
        synchronized (this) {
            closed = true;
            started = speaking;
        }
        if (started == null) {
            discard.run();
        } else {
            started.close();
        }
    }
}
