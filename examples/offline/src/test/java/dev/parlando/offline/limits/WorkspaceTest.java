package dev.parlando.offline.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.load.ServiceLoad;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
    private static final ServiceLimits ONE =
            ServiceLimits.DEFAULT.withMaximumConcurrent(1).withOthersInUse(0);

    private final FakeEventLoopClock time = new FakeEventLoopClock();
    private final Workspace workspace = new Workspace(time, ONE);
    private final List<SlotGrant> admissions = new ArrayList<>();

    @Test
    void limitsEachGroupSeparately() {
        enter("slow");
        enter("fast");
        enter("other");
        enter("slow");
        assertThat(admissions).extracting(SlotGrant::running).containsExactly(1, 1, 1);
        assertThat(admissions).extracting(SlotGrant::workspaceRunning).containsExactly(1, 2, 3);
        assertThat(workspace.load("slow").queued()).isEqualTo(1);
        assertThat(workspace.load("other").queued()).isZero();
        assertThat(workspace.load("none")).isEqualTo(ServiceLoad.empty());
        assertThat(workspace.load().running()).isEqualTo(3);
        assertThat(workspace.load().highestRunning()).isEqualTo(3);
        assertThat(workspace.load().queued()).isEqualTo(1);
    }

    @Test
    void appliesNewLimitsToExistingAndNewGroups() {
        enter("slow");
        enter("slow");
        time.passMillis(50);
        workspace.limits(ONE.withMaximumConcurrent(2));
        enter("fast");
        enter("fast");
        assertThat(admissions).extracting(SlotGrant::running).containsExactly(1, 2, 1, 2);
        time.passMillis(10);
        assertThat(workspace.load().slotNanos()).isEqualTo(90_000_000);
        assertThat(workspace.load().runningNanos()).isEqualTo(90_000_000);
    }

    @Test
    void addsConcurrencyHeadersUnlessDisabled() {
        enter("slow");
        workspace.limits(ONE.withMaximumConcurrent(9).withOthersInUse(2));
        enter("slow");
        HttpHeaders headers = new DefaultHttpHeaders();
        admissions.get(1).addHeadersTo(headers);
        assertThat(headers.get("current-concurrent-requests")).isEqualTo("2");
        assertThat(headers.get("maximum-concurrent-requests")).isEqualTo("9");
        assertThat(headers.get("workspace-concurrent-requests")).isEqualTo("4");
        workspace.limits(ONE.withMaximumConcurrent(9).withHeaders(false));
        enter("slow");
        HttpHeaders none = new DefaultHttpHeaders();
        admissions.get(2).addHeadersTo(none);
        assertThat(none).isEmpty();
    }

    private void enter(String group) {
        workspace.newSlotRequest(group, admissions::add).submit();
    }
}
