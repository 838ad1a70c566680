package io.zol0.api;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers a method, or a kind of body, that a path of the API does not have. By itself, since no controller is found then, and an
 * advice for certain controllers is not asked.
 */
@RestControllerAdvice
class MethodProblems {
    @ExceptionHandler({HttpRequestMethodNotSupportedException.class, HttpMediaTypeNotSupportedException.class})
    ResponseEntity<ProblemDetail> refuse(ServletException e, HttpServletRequest request) throws ServletException {
        if (!request.getRequestURI().startsWith("/api/") || !(e instanceof ErrorResponse told)) {
            throw e;
        }
        return ResponseEntity.status(told.getStatusCode())
                .headers(told.getHeaders())
                .body(told.getBody());
    }
}
