package dev.parlando.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that every exception keeps its values when it is serialized. */
class ErrorSerializationTest {
    static List<ParlandoException> samples() {
        return ErrorSamples.all();
    }

    /** Returns the names of all exceptions of this module that can be thrown. */
    private static Set<String> exceptionsOfModule() {
        return new ClassFileImporter()
                        .importUrl(ParlandoException.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation())
                        .stream()
                        .filter(type -> type.isAssignableTo(Throwable.class))
                        .map(JavaClass::reflect)
                        .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                        .map(Class::getName)
                        .collect(Collectors.toSet());
    }

    private static ParlandoException copyBySerialization(ParlandoException error)
            throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(error);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (ParlandoException) in.readObject();
        }
    }

    @Test
    void hasSampleOfEveryExceptionOfModule() {
        assertThat(samples().stream().map(error -> error.getClass().getName()).collect(Collectors.toSet()))
                .isEqualTo(exceptionsOfModule());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keepsAllValues(ParlandoException error) throws Exception {
        ParlandoException read = copyBySerialization(error);
        assertThat(read).isNotSameAs(error).hasSameClassAs(error);
        assertThat(ErrorSamples.values(read)).isEqualTo(ErrorSamples.values(error));
        assertThat(String.valueOf(read.getCause())).isEqualTo(String.valueOf(error.getCause()));
    }
}
