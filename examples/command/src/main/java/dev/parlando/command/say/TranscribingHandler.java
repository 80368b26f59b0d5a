package dev.parlando.command.say;

import dev.parlando.error.ParlandoException;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.Transcript;

/**
 * Records the word times in a transcript and forwards all other callbacks to another handler.
 *
 * @param handler the handler that receives the audio
 * @param transcript the transcript that receives the word times
 */
record TranscribingHandler(ChunkHandler handler, Transcript transcript) implements ChunkHandler {
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
        transcript.add(timing);
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
