"""Our own process is killed at every named point; nothing may be lost or said twice."""
