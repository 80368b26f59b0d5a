package dev.parlando.internal.live.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parlando.internal.live.socket.SocketRig.Speech;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that random interruptions never violate a rule of the service, and leak nothing. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SocketInterruptionTest {
    private static final int INTERRUPTIONS = 10_000;

    private final Set<Speech> ended = new HashSet<>();
    private long heardBytes;

    @Test
    void randomInterruptionsNeverOpenASixthContext() {
        Random random = new Random(17);
        try (SocketRig rig = new SocketRig(4)) {
            rig.service.meanEndMillis = 2000;
            List<Speech> running = new ArrayList<>();
            int interruptions = 0;
            while (interruptions < INTERRUPTIONS) {
                interruptions += step(rig, running, random);
            }
            for (Speech speech : running) {
                speech.text().end();
            }
            rig.pass(10_000);
            running.forEach(speech -> assertTrue(speech.listener().isOver()));
            assertEquals(List.of(), rig.service.violations);
            assertTrue(rig.service.sockets.size() > 4, "few connections: " + rig.service.sockets.size());
            assertTrue(heardBytes > 100_000, "little audio: " + heardBytes);
            assertEquals(0, rig.permits());
            rig.pass(70_000); // Idle connections are closed.
            assertEquals(0, rig.pool.size());
            assertEquals(0, rig.service.openSockets());
        }
    }

    /** Lets one of three speakers write, end, be interrupted, or start again; returns the number of interruptions. */
    private int step(SocketRig rig, List<Speech> running, Random random) {
        running.removeIf(speech -> speech.listener().isOver());
        ended.retainAll(running);
        while (running.size() < 3) {
            running.add(rig.speak(SocketKind.SPEECH_CONTEXTS));
        }
        int index = random.nextInt(running.size());
        Speech speech = running.get(index);
        int interrupted = 0;
        switch (random.nextInt(8)) {
            case 0 -> {
                speech.text().end();
                ended.add(speech);
            }
            case 1, 2 -> {
                interrupted = 1;
                interrupt(rig, speech);
                running.remove(index);
            }
            case 3 -> speech.text().flush();
            default -> {
                if (!ended.contains(speech)) {
                    speech.text().append("The next sentence has some words. And ");
                }
            }
        }
        if (random.nextInt(3) == 0) {
            rig.pass(random.nextInt(4) * 20L);
        } else {
            rig.run();
        }
        return interrupted;
    }

    /** Interrupts and checks that no sample follows. */
    private void interrupt(SocketRig rig, Speech speech) {
        speech.call().cancel();
        int heard = speech.listener().heard.length();
        rig.pass(100);
        heardBytes += heard;
        assertEquals(heard, speech.listener().heard.length());
        assertTrue(speech.listener().isOver());
        assertFalse(speech.listener().error != null, () -> "" + speech.listener().error);
    }
}
