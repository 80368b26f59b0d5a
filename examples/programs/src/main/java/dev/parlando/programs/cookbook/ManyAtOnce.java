package dev.parlando.programs.cookbook;

import dev.parlando.SpeechEngine;
import dev.parlando.governor.Priority;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Requests many lines, of which as many run concurrently as the account allows. */
final class ManyAtOnce {
    private ManyAtOnce() {}

    // region
    static List<byte[]> speakAll(SpeechEngine engine, List<String> lines) {
        List<ByteArrayOutputStream> sounds = new ArrayList<>();
        List<SpeechStream> streams = new ArrayList<>();
        CallOptions options = CallOptions.DEFAULT.withPriority(Priority.PREFETCH);
        for (String line : lines) {
            ByteArrayOutputStream sound = new ByteArrayOutputStream();
            ChunkHandler handler = chunk -> {
                sound.writeBytes(chunk.toByteBuffer().array());
                return ChunkAction.CONTINUE;
            };
            streams.add(engine.stream(SpeechRequest.of(line), handler, options));
            sounds.add(sound);
        }
        streams.forEach(SpeechStream::join);
        return sounds.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }
    // endregion
}
