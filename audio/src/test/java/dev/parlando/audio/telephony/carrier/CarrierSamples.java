package dev.parlando.audio.telephony.carrier;

import dev.parlando.audio.fixture.TestPacket;
import dev.parlando.audio.telephony.asterisk.AsteriskCodec;
import dev.parlando.internal.websocket.WebSocketRequest;
import java.net.InetSocketAddress;
import java.util.Map;

/** One object of each public class that has a method with an argument, for tests of other packages. */
public final class CarrierSamples {
    private CarrierSamples() {}

    /** Returns the objects. */
    public static Object[] all() {
        RecordingCarrierListener listener = new RecordingCarrierListener();
        FakeSocket socket = new FakeSocket();
        WebSocketRequest request =
                new WebSocketRequest("/", Map.of(), InetSocketAddress.createUnresolved("localhost", 1), false);
        return new Object[] {
            new TwilioCodec(),
            new TelnyxCodec(),
            new PlivoCodec(),
            new VonageCodec(),
            new SignalWireCodec(),
            new AsteriskCodec(),
            TwilioSignature.of("wss://localhost", "token"),
            CarrierServer.builder(TwilioCodec::new, listener),
            new CarrierSession(new TwilioCodec(), socket, listener, Runnable::run),
            new CarrierRequest(request),
            socket,
            listener,
            TestPacket.of()
        };
    }
}
