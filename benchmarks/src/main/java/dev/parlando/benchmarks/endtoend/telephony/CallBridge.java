package dev.parlando.benchmarks.endtoend.telephony;

import java.net.InetSocketAddress;

/**
 * A bridge that sends speech streams as &micro;-law RTP packets of 20 ms. Each of its calls speaks one utterance after the
 * other, and requests the next one while it sends the current one.
 *
 * <p>Threading: confined to the calling thread.
 */
interface CallBridge extends AutoCloseable {
    int PTIME_MILLIS = 20;
    int PAYLOAD_BYTES = 160;
    byte SILENCE = (byte) 0xFF;

    /** One call. */
    interface Call extends AutoCloseable {
        /** Returns whether the call has sent a packet with speech. */
        boolean hasSpoken();

        /** Returns the number of packet times in which the current utterance had no audio. */
        long starved();

        /** Returns the number of packet times in which no packet was sent after a delay. */
        long skipped();

        /** Returns the first error of the call; empty if there was none. */
        String error();

        /** Ends the call soon, between two packets. */
        @Override
        void close();
    }

    /**
     * Starts a call.
     *
     * @param index the number of the call
     * @param receiver the destination of the packets
     */
    Call start(int index, InetSocketAddress receiver, PacketMeter meter) throws Exception;

    @Override
    void close();
}
