package dev.parlando.programs.cookbook;

import dev.parlando.audio.decode.G711;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Splits &micro;-law audio into 20 ms packets for a telephone line. Owned by the ring thread of its stream. */
// region
final class TelephoneLeg implements ChunkHandler {
    private final ByteBuffer packet = ByteBuffer.allocate(160); // 20 ms at 8 kHz
    private final Consumer<byte[]> line;

    TelephoneLeg(Consumer<byte[]> line) {
        this.line = line;
    }

    static SpeechStream announce(SpeechSource engine, String text, Consumer<byte[]> line) {
        SpeechRequest request =
                SpeechRequest.builder(text).outputFormat(OutputFormat.ULAW_8000).build();
        return engine.stream(request, new TelephoneLeg(line));
    }

    @Override
    public ChunkAction onChunk(Chunk chunk) { // Chunk boundaries have no meaning.
        while (chunk.read(packet) > 0) {
            if (!packet.hasRemaining()) {
                line.accept(packet.array().clone());
                packet.clear();
            }
        }
        return ChunkAction.CONTINUE;
    }

    @Override
    public void onEnd(SpeechResult result) {
        if (result.cancelled()) {
            return; // A caller who interrupts hears nothing more.
        }
        while (packet.position() > 0 && packet.hasRemaining()) {
            packet.put(G711.ULAW_SILENCE);
        }
        if (!packet.hasRemaining()) {
            line.accept(packet.array().clone());
        }
    }
}
// endregion
