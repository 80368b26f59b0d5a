package dev.parlando.speech;

import dev.parlando.error.ParlandoException;
import dev.parlando.telemetry.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Is a source whose streams are played by the test. Confined to the thread of the test. */
final class ScriptedSource implements SpeechSource {
    private final List<ScriptedStream> streams = new ArrayList<>();
    private Consumer<ScriptedStream> script = stream -> {};
    private @Nullable ParlandoException refusal;

    /** Plays a script on each stream before the caller has its handle. */
    ScriptedSource playing(Consumer<ScriptedStream> script) {
        this.script = script;
        return this;
    }

    /** Throws instead of starting a stream. */
    ScriptedSource refusing(ParlandoException error) {
        refusal = error;
        return this;
    }

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, Timeline timeline) {
        if (refusal != null) {
            throw refusal;
        }
        ScriptedStream stream = new ScriptedStream(request, handler);
        streams.add(stream);
        script.accept(stream);
        return stream;
    }

    /** Returns how many requests were sent. */
    int requests() {
        return streams.size();
    }

    /** Returns the stream of the only request. */
    ScriptedStream stream() {
        if (streams.size() != 1) {
            throw new AssertionError(streams.size() + " requests were sent");
        }
        return streams.get(0);
    }
}
