package dev.parlando.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.parlando.internal.call.Transport;
import dev.parlando.internal.json.SpeechRequestJson;
import io.netty.channel.Channel;
import java.net.URI;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests of each architecture rule in both directions: the core obeys it, and a class that breaks it is detected. */
class ArchitectureTest {
    private static final String CALL = "dev.parlando.internal.call";
    private static final String DELIVERY = "dev.parlando.internal.delivery";
    private static final String JSON = "dev.parlando.internal.json";
    private static final Set<String> DOMAIN = Set.of(
            "dev.parlando.account",
            "dev.parlando.cache",
            "dev.parlando.credentials",
            "dev.parlando.credits",
            "dev.parlando.error",
            "dev.parlando.fallback",
            "dev.parlando.metrics",
            "dev.parlando.speech",
            "dev.parlando.telemetry",
            "dev.parlando.voice");
    private static final Set<String> HERE = Set.of("dev.parlando.architecture");
    private static final JavaClasses CORE = CoreModule.CLASSES;

    private static void assertObeyed(ArchRule rule) {
        rule.check(CORE);
    }

    private static void assertDetects(ArchRule rule, Class<?>... violators) {
        JavaClasses classes = new ClassFileImporter().importClasses(violators);
        assertThatThrownBy(() -> rule.check(classes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(violators[0].getSimpleName())
                .hasMessageNotContaining("failed to check any classes");
    }

    @Test
    void coversWholeModule() {
        assertThat(CoreRules.packagesOf(CORE))
                .contains("dev.parlando", CALL, DELIVERY, JSON)
                .containsAll(DOMAIN);
        assertThat(CORE.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void knowsNoSound() {
        assertObeyed(CoreRules.knowsNoSound());
        assertDetects(CoreRules.knowsNoSound(), Violations.PlaysSound.class);
    }

    @Test
    void exposesNoForeignTypesInApi() {
        assertObeyed(CoreRules.showsNothingForeign(CoreRules.PUBLIC_PACKAGES));
        assertDetects(CoreRules.showsNothingForeign(HERE), Violations.ShowsNetty.class);
        assertDetects(CoreRules.showsNothingForeign(HERE), Violations.ShowsTheRing.class);
        assertObeyed(CoreRules.isNothingForeign(CoreRules.PUBLIC_PACKAGES));
        assertDetects(CoreRules.isNothingForeign(HERE), Violations.IsNetty.class);
        JavaClasses hidden = new ClassFileImporter().importClasses(Violations.HidesNetty.class);
        assertThatCode(() -> CoreRules.showsNothingForeign(HERE).check(hidden)).doesNotThrowAnyException();
    }

    @Test
    void keepsInfrastructureOutOfDomainPackages() {
        assertObeyed(CoreRules.usesNoMachinery(DOMAIN));
        assertDetects(CoreRules.usesNoMachinery(HERE), Violations.HidesNetty.class);
    }

    @Test
    void allowsOnlyDownwardLayerDependencies() {
        assertObeyed(CoreRules.layersDependDownwardsOnly());
        assertObeyed(CoreRules.dependsOnNothingIn(JSON, "io.netty.."));
        assertObeyed(CoreRules.dependsOnlyOnJdkAnd("dev.parlando.internal.origin", "dev.parlando.error"));
        assertObeyed(CoreRules.dependsOnNothingIn(DELIVERY, "io.netty.channel..", "io.netty.handler.."));
        assertDetects(CoreRules.dependsOnNothingIn(CALL, DELIVERY, "io.netty.."), Transport.class);
        assertDetects(CoreRules.dependsOnNothingIn(JSON, "com.fasterxml.."), SpeechRequestJson.class);
    }

    @Test
    void hasNoCycleBetweenPackages() {
        assertObeyed(CoreRules.isFreeOfCycles());
    }

    @Test
    void usesOnlyPackagesOfDesign() {
        assertObeyed(CoreRules.livesInAPackageOfTheDesign());
        assertDetects(CoreRules.livesInAPackageOfTheDesign(), Violations.class);
        assertObeyed(CoreRules.livesInAPackageWithAMeaning());
        assertDetects(CoreRules.livesInAPackageWithAMeaning(), ArrayList.class);
    }

    @Test
    void livesInNullMarkedPackages() {
        assertObeyed(CoreRules.livesInANullMarkedPackage());
        assertDetects(CoreRules.livesInANullMarkedPackage(), URI.class);
    }

    @Test
    void definesExceptionsOnlyInErrorPackage() {
        assertObeyed(CoreRules.errorsAreOfOneFamily());
        assertDetects(CoreRules.errorsAreOfOneFamily(), Violations.StrayException.class);
    }

    @Test
    void printsNothing() {
        assertObeyed(CoreRules.printsNothing());
        assertDetects(CoreRules.printsNothing(), Violations.Prints.class);
        assertDetects(CoreRules.printsNothing(), Violations.PrintsAStackTrace.class);
    }

    @Test
    void logsInLambdas() {
        assertObeyed(CoreRules.logsInLambdas("dev.parlando.internal.."));
        assertDetects(CoreRules.logsInLambdas("dev.parlando.architecture"), Violations.Logs.class);
    }

    @Test
    void neverSleeps() {
        assertObeyed(CoreRules.neverSleeps());
        assertDetects(CoreRules.neverSleeps(), Violations.Sleeps.class);
    }

    @Test
    void hasNoStaticMutableField() {
        assertObeyed(CoreRules.hasNoStaticMutableField());
        assertDetects(CoreRules.hasNoStaticMutableField(), Violations.KeepsStaticState.class);
    }

    @Test
    void keepsMostTypesInternal() {
        assertThat(CoreRules.percentInternal(CORE)).isGreaterThanOrEqualTo(50);
        JavaClasses open = new ClassFileImporter().importClasses(Channel.class);
        assertThat(CoreRules.percentInternal(open)).isZero();
    }
}
