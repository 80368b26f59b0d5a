package spoken;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A Spring Boot application that speaks as {@link Spoken} does. */
@SpringBootApplication
public class Application implements CommandLineRunner {
    /** Starts the application. */
    public static void main(String[] arguments) {
        SpringApplication.run(Application.class, arguments);
    }

    @Override
    public void run(String... arguments) {
        Spoken.main(arguments);
    }
}
