package dev.parlando.fault;

import dev.parlando.error.ParlandoException;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.transcript.SpeechTiming;

/** A handler that calls another one on the event loop. */
record LoopHandler(ChunkHandler handler) implements ChunkHandler {
    @Override
    public boolean runsOnEventLoop() {
        return true;
    }

    @Override
    public void onResponse(SpeechResponse response) {
        handler.onResponse(response);
    }

    @Override
    public ChunkAction onChunk(Chunk chunk) {
        return handler.onChunk(chunk);
    }

    @Override
    public void onTiming(SpeechTiming timing) {
        handler.onTiming(timing);
    }

    @Override
    public void onEnd(SpeechResult result) {
        handler.onEnd(result);
    }

    @Override
    public void onError(ParlandoException error) {
        handler.onError(error);
    }
}
