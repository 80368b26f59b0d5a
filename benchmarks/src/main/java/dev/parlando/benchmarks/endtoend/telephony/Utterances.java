package dev.parlando.benchmarks.endtoend.telephony;

import dev.parlando.benchmarks.rig.server.ResponseScript;

/** The utterances of all calls: 6 s of &micro;-law, which the server sends at twice the speed of playback. */
final class Utterances {
    private static final int CHUNK_BYTES = 10 * CallBridge.PAYLOAD_BYTES;
    private static final int CHUNK_PERIOD_MILLIS = 5 * CallBridge.PTIME_MILLIS;
    private static final int CHUNKS = 30;

    private Utterances() {}

    /** Returns the script of each utterance of a call, whose chunks the server spreads evenly over the period. */
    static ResponseScript of(int call) {
        return new ResponseScript(CHUNKS, CHUNK_BYTES, CHUNK_PERIOD_MILLIS, call);
    }
}
