#pragma once
#include "credopass/rpc/v1/control_service.pb-c.h"
#include "credopass/rpc/v1/header.pb-c.h"
#include "credopass/rpc/v1/health_service.pb-c.h"
#include "credopass/rpc/v1/reflection_service.pb-c.h"
#include "credopass/rpc/v1/status.pb-c.h"
