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
            "dev.parlando.credentials",
            "dev.parlando.credits",
            "dev.parlando.error",
            "dev.parlando.speech",
            "dev.parlando.telemetry",
            "dev.parlando.voice");
    private static final Set<String> HERE = Set.of("dev.parlando.architecture");
    private static final JavaClasses CORE = CoreModule.CLASSES;

    private static void keeps(ArchRule rule) {
        rule.check(CORE);
    }

    private static void finds(ArchRule rule, Class<?>... violators) {
        JavaClasses classes = new ClassFileImporter().importClasses(violators);
        assertThatThrownBy(() -> rule.check(classes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(violators[0].getSimpleName())
                .hasMessageNotContaining("failed to check any classes");
    }

    @Test
    void looksAtTheWholeModule() {
        assertThat(CoreRules.packagesOf(CORE))
                .contains("dev.parlando", CALL, DELIVERY, JSON)
                .containsAll(DOMAIN);
        assertThat(CORE.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void knowsNoSound() {
        keeps(CoreRules.knowsNoSound());
        finds(CoreRules.knowsNoSound(), Violations.PlaysSound.class);
    }

    @Test
    void showsNothingForeignInItsApi() {
        keeps(CoreRules.showsNothingForeign(CoreRules.PUBLIC_PACKAGES));
        finds(CoreRules.showsNothingForeign(HERE), Violations.ShowsNetty.class);
        finds(CoreRules.showsNothingForeign(HERE), Violations.ShowsTheRing.class);
        keeps(CoreRules.isNothingForeign(CoreRules.PUBLIC_PACKAGES));
        finds(CoreRules.isNothingForeign(HERE), Violations.IsNetty.class);
        JavaClasses hidden = new ClassFileImporter().importClasses(Violations.HidesNetty.class);
        assertThatCode(() -> CoreRules.showsNothingForeign(HERE).check(hidden)).doesNotThrowAnyException();
    }

    @Test
    void keepsMachineryOutOfTheDomain() {
        keeps(CoreRules.usesNoMachinery(DOMAIN));
        finds(CoreRules.usesNoMachinery(HERE), Violations.HidesNetty.class);
    }

    @Test
    void letsLayersDependDownwardsOnly() {
        keeps(CoreRules.layersDependDownwardsOnly());
        keeps(CoreRules.dependsOnNothingIn(JSON, "io.netty.."));
        keeps(CoreRules.dependsOnNothingIn(DELIVERY, "io.netty.channel..", "io.netty.handler.."));
        finds(CoreRules.dependsOnNothingIn(CALL, DELIVERY, "io.netty.."), Transport.class);
        finds(CoreRules.dependsOnNothingIn(JSON, "com.fasterxml.."), SpeechRequestJson.class);
    }

    @Test
    void hasNoCycleBetweenPackages() {
        keeps(CoreRules.isFreeOfCycles());
    }

    @Test
    void livesInThePackagesOfTheDesign() {
        keeps(CoreRules.livesInAPackageOfTheDesign());
        finds(CoreRules.livesInAPackageOfTheDesign(), Violations.class);
        keeps(CoreRules.livesInAPackageWithAMeaning());
        finds(CoreRules.livesInAPackageWithAMeaning(), ArrayList.class);
    }

    @Test
    void livesInNullMarkedPackages() {
        keeps(CoreRules.livesInANullMarkedPackage());
        finds(CoreRules.livesInANullMarkedPackage(), URI.class);
    }

    @Test
    void hasOneFamilyOfErrors() {
        keeps(CoreRules.errorsAreOfOneFamily());
        finds(CoreRules.errorsAreOfOneFamily(), Violations.StrayException.class);
    }

    @Test
    void printsNothing() {
        keeps(CoreRules.printsNothing());
        finds(CoreRules.printsNothing(), Violations.Prints.class);
        finds(CoreRules.printsNothing(), Violations.PrintsAStackTrace.class);
    }

    @Test
    void neverSleeps() {
        keeps(CoreRules.neverSleeps());
        finds(CoreRules.neverSleeps(), Violations.Sleeps.class);
    }

    @Test
    void hasNoStaticMutableField() {
        keeps(CoreRules.hasNoStaticMutableField());
        finds(CoreRules.hasNoStaticMutableField(), Violations.KeepsStaticState.class);
    }

    @Test
    void hidesMostOfItsTypes() {
        assertThat(CoreRules.percentInternal(CORE)).isGreaterThanOrEqualTo(50);
        JavaClasses open = new ClassFileImporter().importClasses(Channel.class);
        assertThat(CoreRules.percentInternal(open)).isZero();
    }
}
