package dev.parlando.fault;

import dev.parlando.error.ParlandoException;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;

/**
 * A handler that runs an action in one of its methods, and otherwise forwards to another handler.
 *
 * @param where name of the method
 * @param act the action to run there
 * @param collected the handler that receives chunks and the end afterwards
 */
record ActingHandler(String where, Runnable act, CollectingHandler collected) implements ChunkHandler {
    private void at(String method) {
        if (method.equals(where)) {
            act.run();
        }
    }

    @Override
    public void onResponse(SpeechResponse response) {
        at("onResponse");
    }

    @Override
    public ChunkAction onChunk(Chunk chunk) {
        at("onChunk");
        return collected.onChunk(chunk);
    }

    @Override
    public void onEnd(SpeechResult result) {
        at("onEnd");
        collected.onEnd(result);
    }

    @Override
    public void onError(ParlandoException error) {
        at("onError");
        collected.onError(error);
    }
}
