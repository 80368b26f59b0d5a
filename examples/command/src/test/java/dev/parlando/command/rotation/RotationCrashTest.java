package dev.parlando.command.rotation;

import static dev.parlando.command.rotation.RotationTest.BARE;
import static dev.parlando.command.rotation.RotationTest.PAIR;
import static dev.parlando.command.rotation.RotationTest.SINGLE;
import static dev.parlando.command.rotation.RotationTest.WITH_STANDBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.ServiceError;
import dev.parlando.error.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupts a rotation at each of its moments, and checks that another run completes it without a trace. */
@Execution(ExecutionMode.CONCURRENT)
class RotationCrashTest {
    @ParameterizedTest
    @ValueSource(strings = {BARE, SINGLE, PAIR, WITH_STANDBY})
    void completesAfterKillAtAnyCrashPoint(String text) throws IOException {
        failAtEachCrashPoint(ignored -> new RotationRig(text), CrashPoint.Killed::new);
    }

    @Test
    void completesAfterKillAtAnyCrashPointOnDisk(@TempDir Path folder) throws IOException {
        failAtEachCrashPoint(
                moment -> new RotationRig(Files.createDirectory(folder.resolve("moment-" + moment)), PAIR),
                CrashPoint.Killed::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {BARE, PAIR})
    void completesAfterResponseLostAtAnyCrashPoint(String text) throws IOException {
        failAtEachCrashPoint(
                ignored -> new RotationRig(text),
                moment -> new TransportException("lost " + moment, null, RequestProgress.PROCESSED));
    }

    @ParameterizedTest
    @ValueSource(strings = {BARE, PAIR})
    void completesAfterRejectionAtAnyCrashPoint(String text) throws IOException {
        ServiceError error = new ServiceError(503, null, null, null, null, null, null, null);
        failAtEachCrashPoint(
                ignored -> new RotationRig(text),
                moment -> new RequestRejectedException("busy " + moment, error, true));
    }

    /** Creates a rotation that is going to fail at the given moment. */
    private interface RigMaker {
        RotationRig make(int moment) throws IOException;
    }

    /** Fails each moment of a run once, and then runs again. */
    private static void failAtEachCrashPoint(RigMaker maker, Function<String, Throwable> failure) throws IOException {
        boolean reached = true;
        int moment = 0;
        for (; reached; moment++) {
            RotationRig rig = maker.make(moment);
            String name = "moment " + moment;
            rig.fuse.arm(moment, () -> failure.apply(name));
            runs(rig);
            reached = rig.fuse.moments.size() > moment;
            finish(rig);
            rig.assertRight(null);
        }
        assertThat(moment).isGreaterThan(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {BARE, PAIR})
    void completesAfterKillsAtAnyTwoCrashPoints(String text) throws IOException {
        int runs = 0;
        boolean firstEnded = false;
        for (int first = 0; !firstEnded; first++) {
            boolean secondEnded = false;
            for (int second = 0; !secondEnded; second++) {
                RotationRig rig = new RotationRig(text);
                runs++;
                rig.fuse.arm(first);
                firstEnded = runs(rig);
                if (firstEnded) {
                    break;
                }
                rig.fuse.arm(second);
                secondEnded = runs(rig);
                finish(rig);
                rig.assertRight(null);
            }
        }
        assertThat(runs).isGreaterThan(200);
    }

    /** Returns whether a run completed, which includes that no step remained. */
    private static boolean runs(RotationRig rig) {
        try {
            rig.rotate();
            return true;
        } catch (CrashPoint.Killed | TransportException | RequestRejectedException e) {
            return false;
        } catch (InvalidRequestException nothingLeft) {
            assertThat(nothingLeft).hasMessageContaining("may have been deleted");
            return true;
        }
    }

    private static void finish(RotationRig rig) {
        rig.fuse.disarm();
        assertThat(runs(rig)).isTrue();
    }
}
