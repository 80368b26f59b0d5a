package dev.parlando.offline.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.load.ServiceLimits;
import org.junit.jupiter.api.Test;

/** Concurrency, credits and the pace of generations. */
class SocketLimitsTest {
    private static final String SPEAK = "{'context_id':'a','text':'Hello there. ','flush':true}";

    private final SocketFixture socket = new SocketFixture();

    @Test
    void holdsSlotOnlyWhileGenerating() {
        socket.multi("").send("{'context_id':'a','text':' '}");
        assertThat(socket.workspace.load().running()).isZero();
        socket.workers.held = true;
        socket.send(SPEAK);
        assertThat(socket.workspace.load().running()).isEqualTo(1);
        socket.workers.held = false;
        socket.run();
        assertThat(socket.workspace.load().running()).isZero();
        assertThat(socket.workspace.load().served()).isEqualTo(1);
    }

    @Test
    void queuesGenerationAndEndsTheConnectionWhenTheQueueIsFull() {
        socket.workspace.limits(
                ServiceLimits.DEFAULT.withMaximumConcurrent(1).withQueue(1, 0).withOthersInUse(1));
        socket.multi("").send(SPEAK, SPEAK.replace("'a'", "'b'"));
        assertThat(socket.peer.takeShort()).containsExactly("too_many_concurrent_requests");
        assertThat(socket.workspace.load().queued()).isZero();
        socket.multi("").send(SPEAK);
        assertThat(socket.peer.takeShort()).isEmpty();
        socket.workspace.limits(ServiceLimits.DEFAULT);
        socket.pass(0);
        assertThat(socket.peer.takeShort()).startsWith("audio+ a");
    }

    @Test
    void chargesHalfPriceAndRefundsSpeechThatWasNotSent() {
        socket.multi("&model_id=eleven_flash_v2_5").send(SPEAK);
        assertThat(socket.keys.administrator().usage().credits()).isEqualTo(6);
        socket.workers.held = true;
        socket.send(SPEAK);
        assertThat(socket.keys.administrator().usage().credits()).isEqualTo(12);
        socket.connection().closed();
        socket.workers.held = false;
        socket.run();
        assertThat(socket.keys.administrator().usage().credits()).isEqualTo(6);
        assertThat(socket.workspace.load().running()).isZero();
        assertThat(socket.workspace.load().aborted()).isEqualTo(1);
    }

    @Test
    void sendsAudioAtItsPace() {
        SocketFixture paced = new SocketFixture(1).multi("");
        paced.send("{'context_id':'a','text':'This is a sentence of more than two seconds, is it not? ','flush':true}");
        assertThat(paced.peer.takeShort()).containsExactly("audio+ a");
        paced.pass(999);
        assertThat(paced.peer.takeShort()).isEmpty();
        paced.pass(1);
        assertThat(paced.peer.takeShort()).containsExactly("audio a");
        paced.connection().closed();
        assertThat(paced.workspace.load().running()).isZero();
    }

    @Test
    void endsWhenTheWorkersHaveStopped() {
        socket.multi("").workers.stopped = true;
        socket.send(SPEAK);
        assertThat(socket.peer.takeShort()).containsExactly("internal_error");
        assertThat(socket.workspace.load().running()).isZero();
    }
}
