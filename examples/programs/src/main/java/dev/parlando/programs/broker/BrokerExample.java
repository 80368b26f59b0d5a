package dev.parlando.programs.broker;

import dev.parlando.SpeechEngine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a {@link TokenBroker} on this machine, for one user, with the key from the environment, until it is interrupted.
 */
public final class BrokerExample {
    private BrokerExample() {}

    /** Starts the broker and prints a command that requests a token from it. */
    public static void main(String[] arguments) throws Exception {
        String session = UUID.randomUUID().toString();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (SpeechEngine engine = SpeechEngine.create();
                TokenBroker broker = new TokenBroker(address, Sessions.of(Map.of(session, "you")), engine.account())) {
            System.out.println("curl -X POST -H 'Authorization: Bearer " + session + "' " + broker.uri());
            new CountDownLatch(1).await();
        }
    }
}
