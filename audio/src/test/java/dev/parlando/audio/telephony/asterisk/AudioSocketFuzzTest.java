package dev.parlando.audio.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.TestPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

/** Tests that no bytes of one connection disturb the call of another. */
class AudioSocketFuzzTest {
    private static final String OTHER_UUID_MESSAGE = "01 0010 00000000000000000000000000000001";
    private static final BlockingQueue<AudioSocketCall> CALLS = new LinkedBlockingQueue<>();
    private static final AudioSocketServer SERVER = AudioSocketServer.builder(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CALLS::add)
            .start();

    @AfterContainer
    static void close() {
        SERVER.close();
    }

    @Property(tries = 100)
    void otherCallGoesOn(
            @ForAll @Size(max = 60) byte[] before, @ForAll @Size(max = 60) byte[] after, @ForAll boolean reset)
            throws Exception {
        try (AsteriskPeer good = new AsteriskPeer(SERVER.address()).send(AsteriskPeer.UUID_MESSAGE)) {
            AudioSocketCall call = nextGoodCall();
            disturb(before, after, reset);
            call.send(new TestPacket(320, 160).fill(5));
            assertThat(good.receive(0x10)).startsWith(5, 6);
            call.hangUp();
            assertThat(good.receive(0x00)).isEmpty();
        }
    }

    private static AudioSocketCall nextGoodCall() throws InterruptedException {
        AudioSocketCall call;
        do { // A bad connection may have become a call, too.
            call = Objects.requireNonNull(CALLS.poll(30, TimeUnit.SECONDS), "no call");
        } while (!call.uuid().equals(AsteriskPeer.CALL));
        return call;
    }

    private static void disturb(byte[] before, byte[] after, boolean reset) {
        try (AsteriskPeer bad = new AsteriskPeer(SERVER.address())) {
            bad.send(before).send(OTHER_UUID_MESSAGE).send(after);
            if (reset) {
                bad.reset();
            }
        } catch (IOException refused) {
            // The server closes as soon as it reads an invalid message.
        }
    }
}
