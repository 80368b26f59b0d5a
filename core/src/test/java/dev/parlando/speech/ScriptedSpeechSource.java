package dev.parlando.speech;

import com.google.common.reflect.Reflection;
import dev.parlando.error.ParlandoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Speech source whose streams are controlled by the test. Confined to the thread of the test. */
public final class ScriptedSpeechSource implements SpeechSource {
    private final List<ScriptedSpeechStream> streams = new ArrayList<>();
    private Consumer<ScriptedSpeechStream> script = stream -> {};
    private @Nullable ParlandoException refusal;
    private @Nullable CallOptions lastOptions;

    /** Creates a source of silent streams, until a script is set. */
    public ScriptedSpeechSource() {}

    /** Runs a script on each new stream before {@code stream} returns it. */
    public ScriptedSpeechSource playing(Consumer<ScriptedSpeechStream> script) {
        this.script = script;
        return this;
    }

    /** Makes {@code stream} throw the error instead of starting a stream. */
    public ScriptedSpeechSource refusing(ParlandoException error) {
        refusal = error;
        return this;
    }

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(options, "options");
        if (refusal != null) {
            throw refusal;
        }
        lastOptions = options;
        ScriptedSpeechStream stream = new ScriptedSpeechStream(request, handler);
        streams.add(stream);
        script.accept(stream);
        return stream;
    }

    /** Returns a source of the same streams that cannot be cancelled. */
    public SpeechSource withoutCancel() {
        return (request, handler, options) -> {
            SpeechStream stream = stream(request, handler, options);
            return Reflection.newProxy(
                    SpeechStream.class,
                    (proxy, method, arguments) ->
                            method.getName().equals("cancel") ? null : method.invoke(stream, arguments));
        };
    }

    /** Returns the options of the last request. */
    @Nullable
    public CallOptions lastOptions() {
        return lastOptions;
    }

    /** Returns the number of requests sent. */
    public int requests() {
        return streams.size();
    }

    /** Returns the stream of the only request. */
    public ScriptedSpeechStream stream() {
        if (streams.size() != 1) {
            throw new AssertionError(streams.size() + " requests were sent");
        }
        return streams.get(0);
    }
}
