package dev.parlando.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.parlando.SpeechEngine;
import java.net.URL;

/** Compiled classes of the core module, read once for all tests. Immutable. */
final class CoreModule {
    static final URL LOCATION =
            SpeechEngine.class.getProtectionDomain().getCodeSource().getLocation();

    static final JavaClasses CLASSES = new ClassFileImporter().importUrl(LOCATION);

    private CoreModule() {}
}
