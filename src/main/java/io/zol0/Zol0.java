package io.zol0;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Zol0 {
    public static void main(String[] args) {
        SpringApplication.run(Zol0.class, args);
    }
}
