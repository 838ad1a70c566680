package io.zol0;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts ZoL0. */
@SpringBootApplication
@EnableScheduling
public class Zol0 {
    public static void main(String[] args) {
        SpringApplication.run(Zol0.class, args);
    }
}
