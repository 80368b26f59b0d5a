package dev.parlando.command.bench.load;

import dev.parlando.command.bench.result.StreamGroup;
import dev.parlando.speech.SpeechRequest;

/**
 * A stream that will be measured. Immutable.
 *
 * @param index number within its run, from 0
 * @param group the settings that it shares with other streams
 * @param region index of the service in the list of services
 * @param text index of the text in the prompt set
 * @param request the request
 */
record PlannedStream(int index, StreamGroup group, int region, int text, SpeechRequest request) {
    int characters() {
        return request.text().codePointCount(0, request.text().length());
    }
}
