"""What an invoice lives after it is issued: statuses, and the approved platform that carries them.

Codes and reasons are those of XP Z12-012 as the FNFE-MPE publishes them. The platform is reached
through one port with two adapters, a folder and the interface XP Z12-013. Nothing leaves before the
director has said « Activer ».
"""
