package dev.parlando.cache;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.cache.Recording;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.transcript.SpeechTiming;

/**
 * The handler of a request, which fills a recording at the pace of its fastest reader. Only a stream that ends normally
 * makes the recording complete.
 *
 * <p>Threading: as {@link ChunkHandler}.
 */
final class RecordingWriter implements ChunkHandler {
    private final CachedSpeech cache;
    private final RecordingTable.Entry entry;
    private final Recording recording;

    RecordingWriter(CachedSpeech cache, RecordingTable.Entry entry) {
        this.cache = cache;
        this.entry = entry;
        this.recording = entry.recording();
    }

    @Override
    public void onResponse(SpeechResponse response) {
        recording.setResponse(response);
    }

    @Override
    public ChunkAction onChunk(Chunk chunk) {
        while (chunk.remaining() > 0) {
            if (!recording.isOpen()) {
                return ChunkAction.CANCEL;
            }
            if (!recording.wantsBytes()) {
                return ChunkAction.HOLD;
            }
            if (recording.isKept() && recording.isBlockFull()) {
                cache.reserveBlock(entry);
            }
            recording.append(chunk);
        }
        return ChunkAction.CONTINUE;
    }

    @Override
    public void onTiming(SpeechTiming timing) {
        recording.add(timing);
    }

    @Override
    public void onEnd(SpeechResult result) {
        if (result.cancelled()) {
            cache.forget(entry);
            recording.endCancelled();
        } else {
            cache.complete(entry);
        }
    }

    @Override
    public void onError(ParlandoException error) {
        cache.forget(entry);
        recording.fail(error);
    }
}
